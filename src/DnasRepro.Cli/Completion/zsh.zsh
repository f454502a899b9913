# Completion of dotnet dnas-repro in zsh. In ~/.zshrc, after compinit: eval "$(dotnet dnas-repro completion zsh)"

_dnas_repro() {
    local -a tool candidates
    local line word=$PREFIX first=2
    tool=($words[1])
    if [[ ${words[1]:t} == dotnet ]]; then
        tool+=(dnas-repro)
        first=3
    fi
    line="${(j: :)words[first,CURRENT-1]}"
    [[ -n $line ]] && line+=' '
    line+=$word
    candidates=(${(f)"$($tool "[suggest:${#line}]" "$line" 2>/dev/null)"})
    candidates=(${candidates%$'\r'})
    candidates=(${(M)candidates:#${word}*})
    [[ $word == -* ]] || candidates=(${candidates:#-*})
    if (( $#candidates )); then
        compadd -- $candidates
    else
        _files
    fi
}

# "dotnet" belongs to others: what completed it before goes on to complete all but this tool.
_dnas_repro_dotnet() {
    if [[ $words[2] == dnas-repro ]] && (( CURRENT > 2 )); then
        _dnas_repro
        return
    fi
    (( CURRENT == 2 )) && compadd -- dnas-repro
    if [[ -n $_dnas_repro_before ]]; then
        $_dnas_repro_before "$@"
    else
        _files
    fi
}

if [[ $_comps[dotnet] != _dnas_repro_dotnet ]]; then
    typeset -g _dnas_repro_before=$_comps[dotnet]
fi
compdef _dnas_repro dotnet-dnas-repro
compdef _dnas_repro_dotnet dotnet
