enum Grade { A, B, C }
noise luck ~ bernoulli(1/3)
var effort : {low, high} ~ [1/2, 1/2]
var grade : Grade ~ match effort, luck {
  low, false => [1/10, 2/10, 7/10]
  high, true => {A: 1}
  _ => normalize([2, 1, 1])
} coupling quantile
var pass = grade in {A, B}
