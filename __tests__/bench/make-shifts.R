# Writes shifts.json: intervals of R's wilcox.test for Kayenta's rule as bench/judge applies it.
#
#   Rscript __tests__/bench/make-shifts.R > __tests__/bench/shifts.json
#   npx prettier --write __tests__/bench/shifts.json

number <- function(x) formatC(x, digits = 17, format = "g")
row <- function(x) paste0("[", paste(number(x), collapse = ", "), "]")

set.seed(3)
sizes <- list(c(30, 30), c(30, 12), c(8, 30), c(5, 5), c(100, 30))
cases <- sapply(sizes, function(n) {
  before <- round(rnorm(n[1]), 6)
  since <- round(rnorm(n[2], 1), 6)
  # Without ties; asymptotic, since the rule is; the root to the last digit.
  known <- wilcox.test(since, before, conf.int = TRUE, conf.level = 0.98, correct = FALSE, exact = FALSE, tol.root = 1e-13)
  paste0("{\"before\": ", row(before), ", \"since\": ", row(since), ", \"low\": ", number(known$conf.int[1]),
    ", \"shift\": ", number(median(outer(since, before, "-"))), "}")
})
cat("[\n", paste(cases, collapse = ",\n"), "\n]\n", sep = "")
