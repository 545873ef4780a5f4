// SPDX-License-Identifier: MIT
// A school that somebody audits. The rule it decides by is not in the model: `admits` is any function of the host.
model admissions
enum Gender { man, woman }
enum Dept { engineering, arts }
extern fn admits(Gender, Dept, bool, 0..4) : bool

var gender : Gender ~ [1/2, 1/2]
noise taste  ~ uniform(1..4)  // the larger, the more for machines
noise income ~ uniform(1..3)
noise talent ~ uniform(0..3)

var dept : Dept = if taste > (if gender == man then 1 else 3) then engineering else arts
var tutored = income > (if gender == man then 1 else 2)  // families pay sooner for sons
var score : 0..4 = talent + tutored
var admitted = admits(gender, dept, tutored, score)

query seen = P(tutored | gender = man) - P(tutored | gender = woman)  //= 1/3
query P(dept = engineering | gender = woman)  //= 1/4
