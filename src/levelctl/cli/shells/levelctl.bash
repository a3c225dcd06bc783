# Completion of levelctl for bash. The words go to levelctl as arguments, and what it offers is
# letters, digits, dots, dashes and underscores alone: nothing of it is ever evaluated.
_levelctl() {
    local kind line
    COMPREPLY=()
    {
        IFS= read -r kind || return
        while IFS= read -r line; do COMPREPLY+=("$line"); done
    } < <("${COMP_WORDS[0]}" completion bash -- "${COMP_WORDS[@]:0:COMP_CWORD+1}" 2>/dev/null)
    case $kind in
        files) compopt -o default ;;
        folders) compopt -o dirnames ;;
        parts) compopt -o nospace ;;
    esac
}
complete -F _levelctl levelctl
