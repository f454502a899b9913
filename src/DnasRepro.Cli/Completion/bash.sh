# Completion of dotnet dnas-repro in bash. In ~/.bashrc: eval "$(dotnet dnas-repro completion bash)"

_dnas_repro() {
    local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} tool=("${COMP_WORDS[0]}") candidate
    [[ ${tool[0]##*/} == dotnet ]] && tool+=(dnas-repro)
    line=${line#*dnas-repro}
    line=${line#"${line%%[![:space:]]*}"}
    COMPREPLY=()
    while IFS= read -r candidate; do
        candidate=${candidate%$'\r'}
        [[ -n $candidate && $candidate == "$word"* ]] || continue
        [[ $candidate == -* && $word != -* ]] || COMPREPLY+=("$candidate")
    done < <("${tool[@]}" "[suggest:${#line}]" "$line" 2>/dev/null)
}

# "dotnet" belongs to others: what completed it before goes on to complete all but this tool.
_dnas_repro_dotnet() {
    if [[ ${COMP_WORDS[1]} == dnas-repro && $COMP_CWORD -gt 1 ]]; then
        _dnas_repro
        return
    fi
    COMPREPLY=()
    [[ -n $_dnas_repro_before ]] && "$_dnas_repro_before" "$@"
    [[ $COMP_CWORD -eq 1 && -n ${COMP_WORDS[1]} && dnas-repro == "${COMP_WORDS[1]}"* ]] && COMPREPLY+=(dnas-repro)
    return 0
}

if [[ "$(complete -p dotnet 2>/dev/null)" =~ [[:space:]]-F[[:space:]]+([^[:space:]]+) && ${BASH_REMATCH[1]} != _dnas_repro_dotnet ]]; then
    _dnas_repro_before=${BASH_REMATCH[1]}
fi
complete -o default -F _dnas_repro dotnet-dnas-repro
complete -o default -F _dnas_repro_dotnet dotnet
