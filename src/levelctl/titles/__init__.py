"""
Job titles to a focus and a level, or to an honest no; alone knows rapidfuzz.

The way of a title through the modules, in the order of the work (docs/matching.md tells it to who
asks, `matching` puts it together):

1. `lines` and `reading` take it from a file, with its other columns; `batch` answers many.
2. `cleaning` takes out what is no part of it: `folding` gives it one form, `drafts` cuts and tells
   where its parts are, `noise` says what is noise, by the `phrases` of the canon's `lexicon`.
3. `readings` says in which ways it can be read: a word mended (`typos`), abbreviations written
   out, a part alone. `tokens` are the words in which titles and aliases are compared.
4. `aliases` finds the foci with an alias like it. `kept` keeps that index beside the canon;
   `alias_rows` makes it.
5. `levels` says the level that its words give, and the nearest that the focus has. What words say
   is in `levelctl.titles.level_words`, which the rules of `levelctl check` ask as well.
6. `bands` decides how sure the answer is. `records` are the answers; `golden` holds them against
   those that a team expects.

Beside it stands what knows no canon: `index` ranks the codes of a scheme by the titles that each
is known to have, from the `evidence` of words and the `votes` of near titles; `indexing` makes it,
`postings` is what it keeps, `wide` adds fast. `occupations` is such an index of O*NET, and
`scheme_matching` answers with its codes.
"""
