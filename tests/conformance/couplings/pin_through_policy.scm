// rules: coup.9, coup.10
// Evidence on a variable does not vanish because an intervention hands on that variable's own value.
var dose : 0..1 ~ [1/2, 1/2]
var cured ~ bernoulli(if dose == 1 then 3/4 else 1/4)
query P(cured | cured[cured = cured[dose ~ [1/3, 2/3]]] = 1, do(dose = 1))  //! undetermined
