# Completion of levelctl for PowerShell. The words go to levelctl as arguments, and what it offers
# is letters, digits, dots, dashes and underscores alone: nothing of it is ever evaluated.
Register-ArgumentCompleter -Native -CommandName levelctl -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements |
        Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text })
    if ($wordToComplete -eq '') { $words += '' }
    $kind, $lines = & levelctl completion powershell '--' @words 2>$null
    if ($kind -in 'words', 'parts') {
        # An option and its value, --format=json, are one word here.
        $option = if ($wordToComplete -match '^--[a-z-]+=') { $Matches[0] } else { '' }
        $lines | ForEach-Object { "$option$_" } | ForEach-Object {
            [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
        }
    }
}
