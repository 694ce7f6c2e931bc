import type { Shell } from '../declarations/completion-commands.ts';

/** Scripts that ask `covergrid complete` what a word may become; each may be sourced again, and needs nothing else. */
export const COMPLETION_SCRIPTS: Readonly<Record<Shell, string>> = {
  // Bash splits words at `=`, and what it replaces is the part after; before 4 it has no compopt.
  bash: `# bash completion for covergrid
_covergrid() {
  local current="\${COMP_WORDS[COMP_CWORD]}" line directive=none strip=
  local words=("\${COMP_WORDS[@]:1:COMP_CWORD}")
  [[ $current == '=' || ( $COMP_CWORD -gt 0 && \${COMP_WORDS[COMP_CWORD-1]} == '=' ) ]] && strip=1
  [[ $current == '=' ]] && current=
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :*) directive=\${line#:} ;;
      *) line=\${line%%$'\\t'*}; [[ $strip ]] && line=\${line#*=}; COMPREPLY+=("$line") ;;
    esac
  done < <("\${COMP_WORDS[0]}" complete -- "\${words[@]}" 2>/dev/null)
  case $directive in
    nospace) compopt -o nospace 2>/dev/null ;;
    files) compopt -o filenames 2>/dev/null; while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$current") ;;
    directories) compopt -o filenames 2>/dev/null; while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$current") ;;
  esac
}
complete -F _covergrid covergrid
`,
  zsh: `#compdef covergrid
# zsh completion for covergrid
_covergrid() {
  local -a lines entries
  local line value directive
  lines=("\${(@f)$(covergrid complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  directive=\${lines[-1]#:}
  for line in "\${(@)lines[1,-2]}"; do
    value=\${line%%$'\\t'*}
    entries+=("\${value//:/\\\\:}:\${line#*$'\\t'}")
  done
  case $directive in
    files) _files ;;
    directories) _files -/ ;;
    nospace) _describe covergrid entries -S '' ;;
    *) _describe covergrid entries ;;
  esac
}
if [ "\${funcstack[1]}" = _covergrid ]; then _covergrid; else compdef _covergrid covergrid; fi
`,
  fish: `# fish completion for covergrid
function __covergrid_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l lines (covergrid complete -- $words[2..-1] 2>/dev/null)
    set -l current (commandline -ct)
    switch "$lines[-1]"
        case :files
            __fish_complete_path "$current"
        case :directories
            __fish_complete_directories "$current"
        case '*'
            test (count $lines) -gt 1; and printf '%s\\n' $lines[1..-2]
    end
end
complete -c covergrid -e
complete -c covergrid -f -a '(__covergrid_complete)'
`,
  powershell: `# powershell completion for covergrid
Register-ArgumentCompleter -Native -CommandName covergrid -ScriptBlock {
  param($word, $ast, $cursor)
  $words = @($ast.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.StartOffset -lt $cursor } | ForEach-Object { $_.ToString() })
  # An empty word is lost on its way to a program where arguments are passed as they were before 7.3.
  if ($word -eq '') { $words += $(if ("$PSNativeCommandArgumentPassing" -in '', 'Legacy') { '""' } else { '' }) }
  $lines = @(& covergrid complete -- @words 2>$null)
  if ($lines.Count -eq 0) { return }
  switch ($lines[-1]) {
    ':files' { Get-ChildItem "$word*" -ErrorAction SilentlyContinue | ForEach-Object { $path = Resolve-Path -Relative -LiteralPath $_.FullName; [System.Management.Automation.CompletionResult]::new($path, $_.Name, 'ParameterValue', $path) } }
    ':directories' { Get-ChildItem "$word*" -Directory -ErrorAction SilentlyContinue | ForEach-Object { $path = Resolve-Path -Relative -LiteralPath $_.FullName; [System.Management.Automation.CompletionResult]::new($path, $_.Name, 'ParameterValue', $path) } }
    default { foreach ($line in $lines | Select-Object -SkipLast 1) { $value, $about = $line -split "\`t", 2; if (-not $about) { $about = $value }; [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $about) } }
  }
}
`,
};
