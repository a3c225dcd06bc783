#compdef levelctl
# Completion of levelctl for zsh. The words go to levelctl as arguments, and what it offers is
# letters, digits, dots, dashes and underscores alone: nothing of it is ever evaluated.
_levelctl() {
    local -a lines
    lines=("${(@f)$("${words[1]}" completion zsh -- "${(@Q)words[1,CURRENT]}" 2>/dev/null)}")
    local kind=$lines[1]
    shift lines
    [[ $PREFIX == --*=* ]] && compset -P '*='
    case $kind in
        files) _files ;;
        folders) _files -/ ;;
        parts) compadd -M 'm:{a-zA-Z}={A-Za-z}' -S '' -a lines ;;
        words) compadd -M 'm:{a-zA-Z}={A-Za-z}' -a lines ;;
    esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    _levelctl "$@"
else
    compdef _levelctl levelctl
fi
