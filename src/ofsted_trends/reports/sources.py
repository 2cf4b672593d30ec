"""Where the figures of pages come from, as they say it."""

GRADES_PRINTED = "Ofsted inspection reports; grades as printed"
SENTENCES_CODED = "Ofsted inspection reports and letters, sentences coded by theme and stance"
