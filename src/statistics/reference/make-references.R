# The reference answers the tests of src/statistics are held to. Base R (and its recommended package survival), nothing
# of ours. R is not needed to run the tests; the answers are committed beside this script. To make them again:
#   Rscript src/statistics/reference/make-references.R && npx biome format --write src/statistics/reference
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))

json <- function(x) {
  if (is.null(x)) return("[]")
  if (is.list(x)) {
    parts <- vapply(x, json, "")
    if (is.null(names(x))) return(paste0("[", paste(parts, collapse = ","), "]"))
    return(paste0("{", paste0('"', names(x), '":', parts, collapse = ","), "}"))
  }
  if (is.matrix(x)) return(json(lapply(seq_len(nrow(x)), function(i) unname(x[i, ]))))
  if (is.character(x)) text <- paste0('"', x, '"')
  else if (is.logical(x)) text <- ifelse(x, "true", "false")
  else text <- vapply(unname(x), function(v) if (is.finite(v)) shortest(v) else stop("not finite"), "")
  if (length(x) == 1 && is.null(attr(x, "array"))) text else paste0("[", paste(text, collapse = ","), "]")
}
# As few digits as give the same number back.
shortest <- function(v) {
  for (digits in 15:17) if (as.numeric(text <- sprintf("%.*g", digits, v)) == v) break
  text
}
# A vector that stays a list in JSON even with one member.
many <- function(x) if (is.null(x)) list() else structure(x, array = TRUE)
keep <- function(name, cases) writeLines(json(cases), file.path(here, paste0(name, ".json")))
set.seed(20261122)

# normal-distribution
x <- c(seq(-8, 8, by = 0.25), -38, -30, -20, -12, 12, 20, 30, 37, 1.96, 1e-10, -1e-10, 1.9999999, 2.0000001)
p <- c(1e-300, 1e-100, 1e-20, 1e-12, 1e-6, seq(0.005, 0.995, by = 0.01), 0.075, 0.925, 0.975, 1 - 1e-6, 1 - 1e-12)
keep("normal-distribution", list(
  tails = cbind(x, pnorm(x, lower.tail = FALSE)),
  quantiles = cbind(p, qnorm(p))
))

# log-gamma
x <- c(1e-8, 1e-3, 0.1, 0.5, 1, 1.5, 2, 2.5, 3, 5, 9.99, 10, 10.5, 25, 100.25, 1234.5, 1e5, 1e6 + 1, 1e9)
keep("log-gamma", cbind(x, lgamma(x)))

# wilson-interval: prop.test without correction gives Wilson's limits
wilson <- function(x, n, level = 0.95)
  suppressWarnings(prop.test(x, n, correct = FALSE, conf.level = level))$conf.int[1:2]
shares <- rbind(c(0, 1), c(1, 1), c(0, 30), c(30, 30), c(9, 30), c(1, 2), c(1, 1000000), c(450000, 1000000), c(7, 9))
shares <- rbind(shares, t(sapply(1:60, function(i) { n <- ceiling(exp(runif(1, 0, 12))); c(rbinom(1, n, runif(1)), n) })))
keep("wilson-interval", unlist(lapply(seq_len(nrow(shares)), function(i) lapply(c(0.95, 0.9, 0.99), function(level) {
  limits <- wilson(shares[i, 1], shares[i, 2], level)
  list(count = shares[i, 1], of = shares[i, 2], level = level, low = limits[1], high = limits[2])
})), recursive = FALSE))

# newcombe-difference: method 10 from those limits
pairs <- rbind(c(0, 1, 0, 1), c(1, 1, 0, 1), c(0, 30, 30, 30), c(56, 70, 48, 80), c(9, 30, 40, 80), c(10, 10, 20, 20))
pairs <- rbind(pairs, t(sapply(1:80, function(i) {
  n <- ceiling(exp(runif(2, 0, 10))); c(rbinom(1, n[1], runif(1)), n[1], rbinom(1, n[2], runif(1)), n[2])
})))
keep("newcombe-difference", apply(pairs, 1, function(x) {
  one <- wilson(x[1], x[2]); two <- wilson(x[3], x[4]); p <- x[1] / x[2]; q <- x[3] / x[4]
  list(count1 = x[1], of1 = x[2], count2 = x[3], of2 = x[4], estimate = p - q,
    low = p - q - sqrt((p - one[1])^2 + (two[2] - q)^2), high = p - q + sqrt((one[2] - p)^2 + (q - two[1])^2))
}))

# fishers-exact
tables <- rbind(c(1, 12, 9, 14), c(0, 5, 7, 7), c(3, 6, 3, 6), c(0, 30, 0, 40), c(5, 5, 7, 7), c(0, 1, 1, 1), c(10, 20, 10, 20),
  c(500, 1000, 450, 1000), c(2, 1000, 12, 1000), c(300000, 600000, 199000, 400000), c(450000, 1000000, 449000, 1000000),
  c(3, 1000000, 15, 1000000), c(10, 30, 400000, 1000000), c(1, 2, 999999, 1000000), c(120, 300, 900, 1500))
tables <- rbind(tables, t(sapply(1:120, function(i) {
  n <- ceiling(exp(runif(2, 0, 7))); p <- runif(1); c(rbinom(1, n[1], p), n[1], rbinom(1, n[2], min(1, p * runif(1, 0.7, 1.3))), n[2])
})))
keep("fishers-exact", apply(tables, 1, function(x) list(count1 = x[1], of1 = x[2], count2 = x[3], of2 = x[4],
  p = fisher.test(matrix(c(x[1], x[2] - x[1], x[3], x[4] - x[3]), 2), conf.int = FALSE)$p.value)))

# benjamini-hochberg
sets <- list(many(0.03), c(0, 1), rep(0.2, 6), c(0.01, 0.04, 0.03), runif(40), runif(200)^3, round(runif(60)^2, 2), 10^-(1:30))
keep("benjamini-hochberg", lapply(sets, function(p) list(p = many(p), adjusted = many(p.adjust(p, "BH")))))

# longest-run: every history written down for few deals; a chain of states (length of the run so far) for many
counted <- function(n, win) {
  histories <- as.matrix(expand.grid(rep(list(0:1), n)))
  longest <- apply(histories, 1, function(lost) { r <- rle(lost); max(0, r$lengths[r$values == 1]) })
  chance <- apply(histories, 1, function(lost) prod(ifelse(lost == 1, 1 - win, win)))
  sapply(seq_len(n), function(k) sum(chance[longest >= k]))
}
chained <- function(n, win, k) {
  state <- c(1, rep(0, k))
  for (i in seq_len(n)) {
    open <- state[1:k]
    state <- c(sum(open) * win, open * (1 - win)) + c(rep(0, k), state[k + 1])
  }
  state[k + 1]
}
runs <- list()
for (n in c(1, 2, 3, 5, 8, 12)) for (win in c(0.05, 0.3, 0.45, 0.8)) runs[[length(runs) + 1]] <- list(n, win, counted(n, win))
for (n in c(50, 300, 1000)) for (win in c(0.1, 0.25, 0.45, 0.6, 0.9)) {
  longest <- min(n, ceiling(log(1e-6 / n) / log(1 - win)))
  runs[[length(runs) + 1]] <- list(n, win, sapply(seq_len(longest), function(k) chained(n, win, k)))
}
keep("longest-run", lapply(runs, function(run) {
  upTo <- 1 - c(run[[3]], 0)
  list(deals = run[[1]], winRate = run[[2]], chances = many(run[[3]]), median = which(upTo >= 0.5)[1] - 1,
    low = which(upTo >= 0.05)[1] - 1, high = which(upTo >= 0.95)[1] - 1)
}))

# strata: the test, the common odds ratio, and the pooled difference with Sato's variance
stratified <- function(k, size) lapply(seq_len(k), function(i) {
  n <- ceiling(exp(runif(2, 0, log(size)))); p <- runif(1, 0.1, 0.8)
  c(rbinom(1, n[1], p), n[1], rbinom(1, n[2], min(1, p + 0.15)), n[2])
})
cases <- c(lapply(1:30, function(i) stratified(1, 60)), lapply(1:30, function(i) stratified(6, 200)),
  lapply(1:15, function(i) stratified(40, 12)), lapply(1:5, function(i) stratified(12, 1e6)),
  list(list(c(3, 20, 12, 30)), list(c(0, 20, 30, 30), c(1, 10, 5, 9)), list(c(0, 0, 12, 30), c(3, 9, 5, 8), c(4, 4, 0, 0)),
    list(c(4, 4, 6, 6), c(3, 9, 5, 8)), list(c(0, 20, 30, 30))))
keep("strata", Filter(Negate(is.null), lapply(cases, function(strata) {
  both <- Filter(function(s) s[2] > 0 && s[4] > 0, strata)
  m <- do.call(rbind, both)
  a <- m[, 1]; n1 <- m[, 2]; b <- m[, 3]; n0 <- m[, 4]; n <- n1 + n0
  tab <- array(rbind(a, n1 - a, b, n0 - b), c(2, 2, length(a)))
  if (all(a + b == 0 | a + b == n)) return(NULL)
  # A copy of one stratum with nothing in it lets R's function, which wants two, take a single one.
  if (length(a) == 1) tab <- array(c(tab, 1, 1, 0, 0), c(2, 2, 2))
  r <- mantelhaen.test(tab, correct = FALSE)
  w <- n1 * n0 / n; d <- sum(w * (a / n1 - b / n0)) / sum(w)
  P <- sum((n1^2 * b - n0^2 * a + n1 * n0 * (n0 - n1) / 2) / n^2); Q <- sum((a * (n0 - b) + b * (n1 - a)) / (2 * n))
  outside <- function(delta) (d - delta)^2 * sum(w)^2 - qnorm(0.975)^2 * (delta * P + Q)
  off <- if (abs(d) == 1) 1e-9 else 0 # at a perfect separation D itself is a limit; the other one is looked for beside it
  limits <- c(if (outside(-1) <= 0) -1 else uniroot(outside, c(-1, d - off), tol = 1e-15)$root,
    if (outside(1) <= 0) 1 else uniroot(outside, c(d + off, 1), tol = 1e-15)$root)
  finite <- is.finite(r$estimate) && r$estimate > 0
  list(strata = strata, p = r$p.value, odds = many(if (finite) c(r$estimate, r$conf.int) else NULL),
    difference = d, low = limits[1], high = limits[2], standardError = sqrt(d * P + Q) / sum(w), noneP = 2 * pnorm(-abs(d) * sum(w) / sqrt(Q)))
})))

# clustered-difference: looks at deals, several a deal, by way of lm, with a constant for each stratum
clustered <- lapply(1:40, function(i) {
  deals <- sample(c(12, 40, 90), 1); weeks <- sample(c(1, 4, 9), 1); bands <- sample(c(1, 3), 1)
  won <- rbinom(deals, 1, 0.45); band <- sample(bands, deals, TRUE)
  rows <- do.call(rbind, lapply(seq_len(deals), function(deal) {
    stay <- sample(weeks, 1); from <- rgeom(1, 0.2) + if (won[deal]) 1 else 0
    exposed <- if (weeks == 1) rbinom(1, 1, 0.4) else as.integer(seq_len(stay) > from)
    cbind(deal - 1, (band[deal] - 1) * weeks + seq_len(stay) - 1, ifelse(runif(stay) < 0.05, 9, exposed))
  }))
  known <- rows[rows[, 3] < 2, , drop = FALSE]
  x <- known[, 3]; s <- factor(known[, 2]); y <- won[known[, 1] + 1]; deal <- known[, 1]
  flat <- nlevels(s) < 2
  both <- ave(x, s, FUN = min) == 0 & ave(x, s, FUN = max) == 1
  if (!any(both)) return(NULL)
  design <- if (flat) y ~ 1 else y ~ s
  base <- lm(design); c0 <- x - ave(x, s); e <- resid(base) / sqrt(pmax(1e-300, 1 - hatvalues(base)))
  d <- unname(coef(lm(if (flat) y ~ x else y ~ x + s))["x"])
  inside <- both
  root <- 1 / sqrt(1 - hatvalues(base)[inside])
  A <- rowsum((c0 * e)[inside], deal[inside]); B <- rowsum((c0^2)[inside] * root, deal[inside]); plain <- rowsum((c0^2)[inside], deal[inside])
  W <- sum(c0^2); f <- 1 + 2 * sum(plain^2) / W^2
  if (sum(A^2) < 1e-12) return(NULL)
  outside <- function(delta) (d - delta)^2 * W^2 - qnorm(0.975)^2 * f * sum((A - delta * B)^2)
  limits <- if (W^2 <= qnorm(0.975)^2 * f * sum(B^2)) c(-1, 1) else c(
    if (outside(-1) <= 0) -1 else uniroot(outside, c(-1, d), tol = 1e-15)$root,
    if (outside(1) <= 0) 1 else uniroot(outside, c(d, 1), tol = 1e-15)$root)
  list(subject = many(rows[, 1]), stratum = many(rows[, 2]), exposed = many(rows[, 3]), won = many(won), strata = bands * weeks,
    estimate = d, low = limits[1], high = limits[2], standardError = sqrt(f * sum((A - d * B)^2)) / W,
    p = 2 * pnorm(-abs(d * W) / sqrt(f * sum(A^2))), withIt = length(unique(deal[inside & x == 1])), without = length(unique(deal[inside & x == 0])))
})
keep("clustered-difference", Filter(Negate(is.null), clustered))

# kaplan-meier and competing-risks: the recommended package survival
suppressPackageStartupMessages(library(survival))
waiting <- c(lapply(1:12, function(i) {
  n <- sample(c(2, 5, 15, 60, 200), 1); time <- ceiling(rexp(n, 1 / 20)); list(time = time, ended = rbinom(n, 2, 0.4))
}), list(list(time = c(3, 5, 5, 8, 12), ended = c(1, 2, 0, 1, 0)), list(time = c(1, 2, 3), ended = c(0, 0, 1)),
  list(time = 1:10, ended = rep(1:2, 5)), list(time = c(0, 0, 1, 4), ended = c(1, 0, 2, 0))))
or0 <- function(x) many(ifelse(is.na(x), -1, x)) # -1 where R has no answer
keep("kaplan-meier", Filter(Negate(is.null), lapply(waiting, function(w) {
  happened <- as.integer(w$ended > 0)
  if (!any(happened == 1)) return(NULL)
  fit <- survfit(Surv(w$time, happened) ~ 1, conf.type = "log-log"); at <- fit$n.event > 0
  m <- quantile(fit, 0.5)
  list(time = many(w$time), ended = many(happened), at = many(fit$time[at]), atRisk = many(fit$n.risk[at]), share = many(fit$surv[at]),
    low = or0(fit$lower[at]), high = or0(fit$upper[at]), median = or0(c(m$quantile, m$lower, m$upper)))
})))
keep("competing-risks", Filter(Negate(is.null), lapply(waiting, function(w) {
  if (!all(1:2 %in% w$ended)) return(NULL)
  fit <- survfit(Surv(w$time, factor(w$ended, 0:2)) ~ 1, conf.type = "log-log"); at <- rowSums(fit$n.event) > 0
  list(time = many(w$time), ended = many(w$ended), at = many(fit$time[at]), share = fit$pstate[at, , drop = FALSE], standardError = fit$std.err[at, , drop = FALSE],
    low = matrix(or0(fit$lower[at, ]), ncol = 3), high = matrix(or0(fit$upper[at, ]), ncol = 3))
})))

# agreement: kappa and AC1 from their definitions, standard errors by derivatives taken numerically from these
kappaOf <- function(p) { e <- sum(rowSums(p) * colSums(p)); (sum(diag(p)) - e) / (1 - e) }
ac1Of <- function(p) { u <- (rowSums(p) + colSums(p)) / 2; e <- sum(u * (1 - u)) / (nrow(p) - 1); (sum(diag(p)) - e) / (1 - e) }
errorOf <- function(f, counts) {
  n <- sum(counts); p <- counts / n; h <- 1e-5
  slope <- sapply(seq_along(p), function(i) {
    at <- function(step) { q <- p; q[i] <- q[i] + step; f(q) }
    (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h)
  })
  sqrt((sum(p * slope^2) - sum(p * slope)^2) / n)
}
answers <- c(lapply(1:25, function(i) { k <- sample(2:6, 1); matrix(rpois(k * k, 4) + diag(rpois(k, 15)), k) }),
  list(matrix(c(118, 2, 5, 0), 2), matrix(c(20, 10, 5, 15), 2), matrix(c(0, 9, 9, 0), 2), matrix(c(1, 0, 1, 1), 2)))
keep("agreement", lapply(answers, function(t) list(table = t, kappa = c(kappaOf(t / sum(t)), errorOf(kappaOf, t)), ac1 = c(ac1Of(t / sum(t)), errorOf(ac1Of, t)))))

# sample-size
wanted <- expand.grid(winRate = c(0.1, 0.3, 0.45, 0.7), difference = c(-0.3, -0.2, -0.1, -0.05, 0.05, 0.15, 0.25), alpha = c(0.05, 0.02), power = c(0.8, 0.95))
wanted <- wanted[wanted$winRate + wanted$difference > 0, ]
keep("sample-size", unname(lapply(split(wanted, seq_len(nrow(wanted))), function(w) c(as.list(w),
  deals = power.prop.test(p1 = w$winRate, p2 = w$winRate + w$difference, sig.level = w$alpha, power = w$power, tol = 1e-12)$n))))

# beta-distribution and the binomial density it rests on
shapes <- rbind(c(2, 5), c(0.5, 0.5), c(1, 1), c(0.1, 30), c(30, 0.1), c(9.2, 12.8), c(150, 850), c(1000.5, 20.25), c(450000, 550000), c(3, 1e6))
tails <- do.call(rbind, lapply(seq_len(nrow(shapes)), function(i) {
  a <- shapes[i, 1]; b <- shapes[i, 2]
  x <- unique(c(0.001, 0.1, 0.25, 0.5, 0.75, 0.99, pmin(pmax(a / (a + b) + (-4:4) * sqrt(a * b / (a + b + 1)) / (a + b), 1e-9), 1 - 1e-9)))
  cbind(x, a, b, pbeta(x, a, b))
}))
p <- c(0.001, 0.025, 0.3, 0.5, 0.9, 0.975, 0.9999)
quantiles <- do.call(rbind, lapply(seq_len(nrow(shapes)), function(i) cbind(p, shapes[i, 1], shapes[i, 2], qbeta(p, shapes[i, 1], shapes[i, 2]))))
counts <- rbind(c(3, 10, 0.5), c(1, 2, 0.01), c(400, 1000, 0.45), c(449000, 1e6, 0.45), c(5, 1e6, 4e-6), c(99, 100, 0.5))
keep("beta-distribution", list(tails = tails[tails[, 4] > 1e-290, ], quantiles = quantiles[quantiles[, 4] > 1e-290 & quantiles[, 4] < 1 - 1e-5, ],
  densities = cbind(counts, dbinom(counts[, 1], counts[, 2], counts[, 3]))))

# beta-binomial: the analysis of variance of single deals by aov, then the posterior
teams <- c(list(list(count = c(2, 5, 8), of = c(10, 10, 10))), lapply(1:25, function(i) {
  k <- sample(3:15, 1); of <- sample(2:40, k, TRUE); list(count = rbinom(k, of, rbeta(k, 4, 5)), of = of)
}))
keep("beta-binomial", lapply(teams, function(t) {
  group <- factor(rep(seq_along(t$of), t$of)); won <- unlist(Map(function(x, n) rep(1:0, c(x, n - x)), t$count, t$of))
  squares <- summary(aov(won ~ group))[[1]][["Mean Sq"]]; n <- length(won); k <- length(t$of)
  n0 <- (n - sum(t$of^2) / n) / (k - 1); rho <- (squares[1] - squares[2]) / (squares[1] + (n0 - 1) * squares[2])
  worth <- if (rho > 0) min(n, (1 - rho) / rho) else n; a <- mean(won) * worth + t$count; b <- (1 - mean(won)) * worth + t$of - t$count
  list(count = t$count, of = t$of, mean = mean(won), worth = worth, shrunken = cbind(a / (a + b), qbeta(0.025, a, b), qbeta(0.975, a, b)))
}))
