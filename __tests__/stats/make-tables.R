# Writes tables-r.json: reference values from R for the tests beside this file, where SciPy's stand as well.
#
#   Rscript __tests__/stats/make-tables.R > __tests__/stats/tables-r.json
#   npx prettier --write __tests__/stats/tables-r.json

number <- function(x) formatC(x, digits = 17, format = "g")
row <- function(...) paste0("[", paste(number(c(...)), collapse = ", "), "]")
rows <- function(list) paste0("[", paste(list, collapse = ", "), "]")

set.seed(7)
zs <- c(-5, -0.7, 0.01, 1.5, 2.2, 4, 9, 25, 36)
tails <- c(0.97, 0.4, 0.02, 1e-3, 1e-8, 1e-40)
gammas <- c(0.02, 0.7, 2.5, 14.99, 15.01, 333.3, 1e9)
betas <- list(c(0.2, 3, 7), c(0.75, 0.4, 0.6), c(0.004, 2, 600), c(0.12, 1200, 9000), c(1e-5, 5, 4e5))
binomials <- list(c(2, 9, 0.3), c(40, 5000, 0.005), c(7, 7, 0.8), c(150, 1e6, 1e-4), c(33, 1234, 0.02))
students <- list(c(0.3, 1.5), c(2, 7), c(4.5, 12.3), c(8, 29), c(25, 3))
samples <- lapply(c(1, 3, 10, 57), function(n) round(rnorm(n), 6))
quantiles <- list(c(0.025, 3), c(0.01, 29), c(0.4, 1.5), c(1e-5, 7.3), c(0.025, 500))
# The same without ties, exact; with ties and large ones by the normal approximation with continuity.
pair <- function(m, n, digits, shift) list(round(rnorm(m, shift), digits), round(rnorm(n), digits))
exact <- list(pair(1, 20, 6, 1), pair(3, 4, 6, 2), pair(9, 12, 6, 0.5), pair(20, 30, 6, -0.3), pair(25, 25, 6, 1))
normal <- list(pair(12, 40, 1, 0.4), pair(30, 30, 0, 0.5), pair(60, 80, 6, 0.3), pair(200, 15, 1, -0.5))
# Ties counted out: every way to choose the values among all of them.
tied <- list(pair(4, 5, 0, 1), pair(6, 6, 0, 0.5), pair(7, 5, 0, -1))
counted <- function(p) {
  ranks <- rank(c(p[[1]], p[[2]]))
  m <- length(p[[1]])
  mean(combn(ranks, m, sum) >= sum(ranks[1:m]) - 1e-9)
}
chance <- function(p, exact) wilcox.test(p[[1]], p[[2]], alternative = "greater", exact = exact)$p.value
sides <- function(p, ...) paste0("[", row(p[[1]]), ", ", row(p[[2]]), ", ", paste(number(c(...)), collapse = ", "), "]")
interval <- function(p, exact) {
  known <- wilcox.test(p[[1]], p[[2]], conf.int = TRUE, exact = exact, correct = FALSE, tol.root = 1e-13)
  sides(p, median(outer(p[[1]], p[[2]], "-")), known$conf.int)
}
levels <- c(0, 0.1, 0.5, 0.9, 1)

tables <- c(
  normalTail = rows(sapply(zs, function(z) row(z, pnorm(z, lower.tail = FALSE)))),
  normalUpperQuantile = rows(sapply(tails, function(p) row(p, qnorm(p, lower.tail = FALSE)))),
  logGamma = rows(sapply(gammas, function(x) row(x, lgamma(x)))),
  regularisedBeta = rows(sapply(betas, function(b) row(b, pbeta(b[1], b[2], b[3])))),
  binomialTail = rows(sapply(binomials, function(b) row(b, pbinom(b[1] - 1, b[2], b[3], lower.tail = FALSE)))),
  studentTail = rows(sapply(students, function(s) row(s, pt(s[1], s[2], lower.tail = FALSE)))),
  studentUpperQuantile = rows(sapply(quantiles, function(q) row(q, qt(q[1], q[2], lower.tail = FALSE)))),
  rankChance = rows(c(sapply(exact, function(p) sides(p, chance(p, TRUE))), sapply(tied, function(p) sides(p, counted(p))))),
  rankChanceNormal = rows(sapply(c(exact, normal), function(p) sides(p, chance(p, FALSE)))),
  shiftBetween = rows(sapply(exact[-(1:2)], interval, TRUE)),
  quantile = rows(unlist(lapply(samples, function(s) sapply(levels, function(l)
    paste0("[", row(s), ", ", number(l), ", ", number(quantile(s, l, type = 7)), "]")))))
)
cat("{\n", paste0("\"", names(tables), "\": ", tables, collapse = ",\n"), "\n}\n", sep = "")
