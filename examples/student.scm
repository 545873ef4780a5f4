// The student network of Koller and Friedman, Probabilistic Graphical Models (2009), section 3.2.1.
// 26 numbers stand for a joint table of 48: `causeway info examples/student.scm`.
model student
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
var letter : {weak, strong} ~ match grade { A => [0.1, 0.9]; B => [0.4, 0.6]; C => [0.99, 0.01] }

// Causal reasoning: from causes to effects.
query P(letter = strong)
query P(letter = strong | intelligence = low)
query P(letter = strong | intelligence = low, difficulty = easy)

// Evidential reasoning: from effects to causes. A good SAT score explains a bad grade away: the class was hard.
query P(intelligence = high | grade = C)
query P(intelligence = high | grade = C, sat = good)
query P(difficulty = hard | grade = C)
query P(difficulty = hard | grade = C, sat = good)

// Intervention: somebody hacks the registrar's computer and sets the grade. The letter follows, the SAT score does not.
query P(letter = strong | do(grade = A))
query P(sat = good | grade = A)
assert P(sat = good | do(grade = A)) == P(sat = good)

// Only grades stand between the student and the letter, so that here seeing an A is as good as setting one.
assert P(letter = strong | do(grade = A)) == P(letter = strong | grade = A)

query dist(grade)
