# Completion of dotnet dnas-repro in fish. In ~/.config/fish/config.fish: dotnet dnas-repro completion fish | source

function __dnas_repro_candidates
    set -l before (commandline -opc)
    set -l word (commandline -ct)
    set -l tool $before[1]
    set -l words $before[2..]
    if test (path basename -- $before[1]) = dotnet
        set -a tool dnas-repro
        set words $before[3..]
    end
    set -l line (string join ' ' -- $words $word)
    set -l found
    for candidate in (command $tool "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string trim -r)
        string match -q -- "$word*" $candidate; or continue
        if string match -q -- '-*' $word; or not string match -q -- '-*' $candidate
            set -a found $candidate
        end
    end
    if set -q found[1]
        printf '%s\n' $found
    else
        __fish_complete_path $word
    end
end

function __dnas_repro_is_meant
    set -l before (commandline -opc)
    test (count $before) -ge 2; and test $before[2] = dnas-repro
end

complete -c dotnet-dnas-repro -f -a '(__dnas_repro_candidates)'
complete -c dotnet -n __dnas_repro_is_meant -f -a '(__dnas_repro_candidates)'
complete -c dotnet -n __fish_is_first_arg -a dnas-repro
