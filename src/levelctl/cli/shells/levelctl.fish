# Completion of levelctl for fish. The words go to levelctl as arguments, and what it offers is
# letters, digits, dots, dashes and underscores alone: nothing of it is ever evaluated.
function __levelctl_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l lines ($words[1] completion fish -- $words 2>/dev/null)
    switch "$lines[1]"
        case files
            __fish_complete_path (commandline -ct)
        case folders
            __fish_complete_directories (commandline -ct)
        case words parts
            # An option and its value, --format=json, are one word here.
            set -l option (string match --regex -- '^--[a-z-]+=' (commandline -ct))
            printf '%s\n' "$option"$lines[2..]
    end
end
complete --command levelctl --no-files --arguments '(__levelctl_complete)'
