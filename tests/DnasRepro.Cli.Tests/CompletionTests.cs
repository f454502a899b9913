using DnasRepro.Cli.Tests.Support;

namespace DnasRepro.Cli.Tests;

/// <summary>Completion as the shells do it: each runs the script that the tool prints, and is asked what it would offer for lines.</summary>
public sealed class CompletionTests : IDisposable
{
    /// <summary>Sets what bash sets when Tab is pressed, calls what it would call, and prints what that found.</summary>
    private const string Bash = """
        _others() { COMPREPLY=(build "$COMP_CWORD"); }
        complete -F _others dotnet
        eval "$(dotnet dnas-repro completion bash)"
        eval "$(dotnet dnas-repro completion bash)"
        for COMP_LINE; do
            COMP_POINT=${#COMP_LINE}
            read -ra COMP_WORDS <<<"$COMP_LINE"
            [[ $COMP_LINE == *' ' ]] && COMP_WORDS+=('')
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            $(complete -p "${COMP_WORDS[0]}" | sed 's/.*-F \([^ ]*\).*/\1/') "${COMP_WORDS[0]}" "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
            echo "${COMPREPLY[*]}"
        done
        """;

    /// <summary>The same for zsh, whose own commands that offer are replaced by ones that keep what they are given.</summary>
    private const string Zsh = """
        typeset -A _comps
        compdef() { _comps[$2]=$1 }
        compadd() { shift; offered+=("$@") }
        _files() { offered+=(FILES) }
        _others() { offered+=(build $CURRENT) }
        _comps[dotnet]=_others
        eval "$(dotnet dnas-repro completion zsh)"
        eval "$(dotnet dnas-repro completion zsh)"
        for line; do
            words=(${(s: :)line}); [[ $line == *' ' ]] && words+=('')
            CURRENT=$#words PREFIX=$words[-1] offered=()
            $_comps[$words[1]]
            print -r -- $offered
        done
        """;

    private const string Fish = """
        dotnet dnas-repro completion fish | source
        for line in $argv
            echo (complete -C "$line" | string replace -r '\t.*' '')
        end
        """;

    private const string PowerShell = """
        dotnet dnas-repro completion pwsh | Out-String | Invoke-Expression
        foreach ($line in $args) { (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText -join ' ' }
        """;

    private static readonly (string Line, string Offered)[] Expected =
    [
        ("dotnet dnas-repro che", "check"),
        ("dotnet dnas-repro check --fail-on ", "error info never warning"),
        ("dotnet-dnas-repro check --fail-on ", "error info never warning"),
        ("dotnet dnas-repro check --fail-on w", "warning"),
        ("dotnet dnas-repro check --engine re", "reference repository"),
        ("dotnet dnas-repro check -f badge", "badge badge-json badge-markdown"),
        ("dotnet dnas-repro check --prof", "--profile"),
        ("dotnet dnas-repro schema rec", "recipe"),
        ("dotnet dnas-repro explain card-art-li", "card-art-licence"),
        ("dotnet dnas-repro completion ", "bash fish pwsh zsh"),
    ];

    private readonly TemporaryFolder folder = new();

    public CompletionTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A tool of one file is needed, which is a script here.");
        var tool = folder.Write("tools/dotnet-dnas-repro", $"#!/bin/sh\nexec dotnet '{Tool.Dll}' \"$@\"\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(tool, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }

    [Theory]
    [InlineData("bash", Bash)]
    [InlineData("fish", Fish)]
    [InlineData("pwsh", PowerShell)]
    [InlineData("zsh", Zsh)]
    public void Commands_options_and_values_are_offered(string shell, string script) =>
        Assert.Equal(Expected.Select(e => e.Offered), Asked(shell, script, [.. Expected.Select(e => e.Line)]));

    [Fact]
    public void Bash_leaves_to_others_what_is_theirs() => Assert.Equal(
        ["build 1", "build 2", "", "build 1 dnas-repro"],
        Asked("bash", Bash, "dotnet b", "dotnet build x", "dotnet dnas-repro check stu", "dotnet dn"));

    [Fact]
    public void Zsh_leaves_to_others_what_is_theirs() =>
        Assert.Equal(["build 3", "dnas-repro build 2", "FILES"], Asked("zsh", Zsh, "dotnet build x", "dotnet dn", "dotnet dnas-repro check stu"));

    [Fact]
    public void Fish_offers_files_where_nothing_else_fits()
    {
        folder.Write("study/README.md", "");
        Assert.Equal(["study/", "dnas-repro"], Asked("fish", Fish, "dotnet dnas-repro check stu", "dotnet dnas-r"));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    [InlineData("zsh")]
    public void The_first_line_says_where_it_goes(string shell) =>
        Assert.Matches($"^# Completion .*dotnet dnas-repro completion {shell}", Tool.Start(Tool.Root, "completion", shell).Output.Split('\n')[0]);

    [Fact]
    public void An_unknown_shell_is_refused()
    {
        var run = Tool.Start(Tool.Root, "completion", "tcsh");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Name one of: bash, fish, pwsh, zsh.", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private string[] Asked(string shell, string script, params string[] lines)
    {
        Requires.That(shell, Machine.Has(shell));
        var file = folder.Write(shell == "pwsh" ? "script.ps1" : "script", script);
        string[] before = shell switch { "bash" => ["--norc"], "fish" => ["--no-config"], "zsh" => ["-f"], _ => ["-NoProfile", "-File"] };
        (string, string)[] variables = [("PATH", $"{Path.Combine(folder.Path, "tools")}:{Environment.GetEnvironmentVariable("PATH")}"), ("HOME", folder.Path), ("DOTNET_CLI_HOME", folder.Path)];
        var run = Tool.Process(shell, folder.Path, variables, [.. before, file, .. lines]);
        return [.. run.Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(l => l.Trim())];
    }
}
