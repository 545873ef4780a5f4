// The student network with one more edge: who writes the letter also looks at the SAT score. Intelligence now stands behind
// both the grade and the score, so that seeing a grade and setting it part ways.
model student_sat
enum Grade { A, B, C }

var difficulty   : {easy, hard} ~ [3/5, 2/5]
var intelligence : {low, high}  ~ [0.7, 0.3]
var sat          : {poor, good} ~ match intelligence { low => [0.95, 0.05]; high => [0.2, 0.8] }
var grade        : Grade        ~ match intelligence, difficulty {
  low,  easy => [0.3,  0.4,  0.3]
  low,  hard => [0.05, 0.25, 0.7]
  high, easy => [0.9,  0.08, 0.02]
  high, hard => [0.5,  0.3,  0.2]
}
var letter : {weak, strong} ~ match grade, sat {
  A, poor => [0.1,   0.9]
  A, good => [0.05,  0.95]
  B, poor => [0.4,   0.6]
  B, good => [0.2,   0.8]
  C, poor => [0.99,  0.01]
  C, good => [0.495, 0.505]
}

query P(letter = strong | grade = A)
query P(letter = strong | do(grade = A))
query bias[g in Grade] = P(letter = strong | grade = g) - P(letter = strong | do(grade = g))

// Adjusting for intelligence recovers the effect of setting the grade from what is merely seen.
assert P(letter = strong | do(grade = A))
  == sum(
    P(letter = strong | grade = A, intelligence = i) * P(intelligence = i)
    for i in domain(intelligence)
  )
