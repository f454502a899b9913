# Completion of dotnet dnas-repro in PowerShell. In $PROFILE: dotnet dnas-repro completion pwsh | Out-String | Invoke-Expression

$dnasRepro = {
    param($word, $command, $cursor)
    $elements = @($command.CommandElements | ForEach-Object { $_.ToString() })
    $isDotnet = [System.IO.Path]::GetFileNameWithoutExtension($elements[0]) -eq 'dotnet'
    if ($isDotnet -and $elements[1] -ne 'dnas-repro') {
        # "dotnet" belongs to the SDK, which completes all but this tool.
        if ($elements.Count -eq 2 -and 'dnas-repro'.StartsWith($word)) { 'dnas-repro' }
        dotnet complete --position $cursor "$command"
        return
    }
    $own = if ($isDotnet) { $command.CommandElements[1] } else { $command.CommandElements[0] }
    $text = $command.ToString()
    $start = $own.Extent.EndOffset - $command.Extent.StartOffset
    $length = [Math]::Min($cursor - $command.Extent.StartOffset, $text.Length)
    $line = $text.Substring($start, [Math]::Max(0, $length - $start)).TrimStart()
    if ($word -eq '' -and $line -ne '' -and -not $line.EndsWith(' ')) { $line += ' ' }
    $suggest = "[suggest:$($line.Length)]"
    $found = if ($isDotnet) { dotnet dnas-repro $suggest $line } else { & $elements[0] $suggest $line }
    $found | Where-Object { $_ -like "$word*" -and ($word -like '-*' -or $_ -notlike '-*') } |
        ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
}
Register-ArgumentCompleter -Native -CommandName dotnet, dotnet-dnas-repro -ScriptBlock $dnasRepro
