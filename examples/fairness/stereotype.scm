// What a language model writes after "she was the …". In its corpus, offices, hospitals and workshops are written about with different pronouns
// and have different occupations: that is in the world. Besides, the model itself writes "secretary" sooner after "she": that is a stereotype.
import "effects"
model stereotype
enum Topic { office, hospital, workshop }
enum Pronoun { he, she }
enum Word { engineer, nurse, secretary, worker }
noise topic : Topic ~ [1/2, 1/4, 1/4]
noise draw ~ uniform(1..20)
noise bias ~ bernoulli(1/5)
noise coin ~ uniform(1..10)
var pronoun : Pronoun =
  if coin <= (match topic { office => 6; hospital => 7; workshop => 2 }) then she else he

// The words that fit the topic, and what the stereotype makes of them.
var fitting : Word = match topic {
  office   => if draw <= 8 then secretary else worker
  hospital => if draw <= 15 then nurse else secretary
  workshop => if draw <= 12 then engineer else worker
}
var word : Word =
  if bias and pronoun == she and fitting in {worker, engineer} then secretary
  else if bias and pronoun == he and fitting == secretary then worker
  else fitting

// What an auditor of the text sees, and what becomes of it.
query seen     = TV(pronoun, word = secretary)
query causal   = ETT(pronoun, word = secretary)
query spurious = ctf_SE(pronoun, word = secretary)
assert seen == causal + spurious

// The same by topic, where nothing is spurious; and over all texts.
query by_topic[t in Topic] = TV(pronoun, word = secretary | topic = t)
query ATE(pronoun, word = secretary)

// One text: "she was the secretary". Would the word have been another after "he"?
query P(word[pronoun = he] != secretary | pronoun = she, word = secretary)
query dist(word[pronoun = he] | pronoun = she, word = secretary)

// Without its bias the model writes the world as it is; by topic nothing is left, over all something is.
query seen_without_bias =
  P(fitting = secretary | pronoun = she) - P(fitting = secretary | pronoun = he)
