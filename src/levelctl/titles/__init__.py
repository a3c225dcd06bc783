"""
Finds the focus and level that a job title means. Only this package imports rapidfuzz.

A title passes through the modules in this order. `matching` connects them, and docs/matching.md
explains the result to users.

1. `batch.formats` tells the format of a file, and `batch.opened` opens it: `batch.rows` reads
   titles and the other columns as `batch.title_rows` (`levelctl.tables` reads lines, rows, JSON
   and workbooks). `batch.batch` answers many titles.
2. `clean.cleaner` removes noise. `clean.folding` brings a title into one form, `clean.drafts` cuts
   it and finds its parts, and `clean.noise` detects noise by the `clean.phrases` of the canon's
   `clean.lexicon`.
   `languages` tells titles in other languages, which are not looked up.
3. `interpretations` yields what the words can mean: with corrected `spelling`, with expanded
   abbreviations, or only the part before a separator. `conjuncts` are the functions that a title
   joins. `tokens` are the words in the form in which titles and aliases are compared. What is left
   to look up is a `reading`.
4. `aliases` finds the foci with similar aliases. `alias_rows` builds this index, and `alias_cache`
   stores it in the user's cache folder.
5. `levels` finds the level of the title and the nearest level of the focus. `level_phrases` finds
   the phrases of the ladder, and `level_words` what they state; rules of `levelctl check` use it
   too. `level_readings` combines that with grades and with the level of the work by itself, and
   `level_doubts` are the reasons why the result is not certain.
6. `doubts` finds reasons against the best `banded_match`, by its `focus_words` and the
   `words_behind` a comma, and `probability` how likely nobody has to change it. From both, `bands`
   decides how sure the answer is. The answers are `records`, and `batch.golden` compares them with
   those that a team expects.

The package `coded` reads the titles that a person has coded and looks them up. `coded_foci` answers
them with the codes of a canon, and `occupation_index.coded_occupations` with those of a scheme.

The package `occupation_index` needs no canon. Its `index` ranks the codes of a scheme by the
titles that each code is known to have: from the `evidence` of words, with numbers added by `wide`,
the `votes` of similar titles, and a `model` that `training` learns from the `features` of titles.
`probability` says how likely the first code is right. `build` builds the index and `postings`
defines what it stores. `onet_index` is such an index of O*NET, and `matcher` answers with its
codes. `prior` adds what a person's coded titles say to the evidence, and `calibration` fits how
likely such an answer is right. `arrays` looks up many titles at once, in the same values as
`tables`. Only `training`, `arrays` and `tables` need numpy.
"""
