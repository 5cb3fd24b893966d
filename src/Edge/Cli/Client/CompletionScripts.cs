namespace Edge.Cli.Client;

/// <summary>
/// Scripts for shells. Each gives the line up to the cursor to the program's directive <c>[suggest]</c>, which answers with one
/// word a line, and leaves files to the shell where there is none. Words such as <c>/h</c> would hide files, and are left out.
/// </summary>
internal static class CompletionScripts
{
    private const string Bash = """
        # Keep it with: echo 'source <(edge completion bash)' >> ~/.bashrc
        _edge() {
          local line=${COMP_LINE:0:COMP_POINT} word=${COMP_WORDS[COMP_CWORD]} found reply
          found=$("${1/#\~/$HOME}" "[suggest:${#line}]" "$line" 2>/dev/null)
          COMPREPLY=()
          while IFS= read -r reply; do [[ $reply == /* ]] || COMPREPLY+=("$reply"); done < <(compgen -W "$found" -- "$word")
        }
        complete -o default -F _edge edge

        """;

    private const string Zsh = """
        #compdef edge
        # Keep it with: echo 'source <(edge completion zsh)' >> ~/.zshrc, below compinit
        _edge() {
          local line="${(j: :)words[1,CURRENT]}"
          local -a found
          found=("${(@f)$("${(Q)words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)}")
          found=(${${found:#}:#/*})
          if (( $#found )); then compadd -a found; else _files; fi
        }
        if [[ "${funcstack[1]}" == _edge ]]; then _edge "$@"; else compdef _edge edge; fi

        """;

    private const string Fish = """
        # Keep it with: edge completion fish > ~/.config/fish/completions/edge.fish
        function __edge_complete
            set -l line (commandline -cp | string collect)
            set -l found (edge "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null | string match -rv '^(/|$)')
            if test (count $found) -gt 0
                printf '%s\n' $found
            else
                __fish_complete_path (commandline -ct)
            end
        end
        complete -c edge -f -a '(__edge_complete)'

        """;

    /// <summary>The script for <paramref name="shell"/>.</summary>
    internal static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        _ => Fish,
    };
}
