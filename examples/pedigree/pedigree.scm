// A pedigree as a family indexed by an enum: genotype[father(p)]. A recessive disease whose allele has frequency 1/50.
model pedigree
enum Person { gran, gramps, mum, dad, ann, ben }
param frequency = 1/50

fn mother(p) = match p { mum => gran; ann | ben => mum; _ => p }
fn father(p) = match p { mum => gramps; ann | ben => dad; _ => p }
fn founder(p) = mother(p) == p

// A parent with one copy of the allele passes it on or not, by the toss of a coin.
noise inherited[p in Person if founder(p)] ~ binomial(2, frequency)
noise coin_mother[p in Person if not founder(p)] ~ bernoulli(1/2)
noise coin_father[p in Person if not founder(p)] ~ bernoulli(1/2)
fn passed(copies, coin) = if copies == 1 then coin + 0 else copies / 2

var genotype[p in Person] : 0..2 =
  if founder(p) then inherited[p]
  else passed(genotype[mother(p)], coin_mother[p]) + passed(genotype[father(p)], coin_father[p])
var affected[p in Person] = genotype[p] == 2

query P(affected[ann])
query P(affected[ann] | affected[ben])
query P(genotype[dad] = 1 | affected[ben], not affected[mum], not affected[dad])
// Ben is ill. Gene therapy could have given gran two healthy copies before she had children: would Ben be well?
query P(not affected[ben][genotype[gran] = 0] | affected[ben])
