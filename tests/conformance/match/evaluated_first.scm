// rules: match.5, match.1
// What is matched is evaluated before any arm is looked at, also behind `_`; the arms not taken are not evaluated.
noise a ~ uniform(0..1)
noise b ~ uniform(0..2)
noise c : 0..2 ~ uniform(0..2)
query E(match b { 0 => 5; _ => 6 / b })            //= 14/3
query E(match 6 / a { _ => 1 })                    //! undefined-operation: division
query E(match a, 6 / a { 0, _ => 1; _ => 2 })      //! undefined-operation: division
query E(match a, 6 / a { 0, _ => 1; _ => 2 } | a = 1)  //= 2
query E(if a == 0 then 1 else match 6 / a { _ => 2 })  //= 3/2
query E(match 1 / a, max(v for v in 1..2 if v < b - 1) { _ => 1 })   //! undefined-operation: division
query E(match max(v for v in 1..2 if v < b - 1), 1 / a { _ => 1 })   //! undefined-operation: extremum
query E(let m = 6 / a in match a { 0 => 1; _ => m })  //= 7/2
