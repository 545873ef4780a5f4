// rules: match.1, match.3
// The first arm whose patterns all match is taken; a lone `_` stands for all the scrutinees.
noise roll ~ uniform(1..6)
noise extra ~ bernoulli(1/3)
var prize = match roll { 1..4 => 10; 3..6 => 100; _ => 1000 }
var both = match roll, extra { 6, true => 3; 6, _ => 2; _, true => 1; _ => 0 }
var rest = match roll, extra { _ => 5 }
var late = match extra { _ => 1; true => 2; false => 3 }
query E(prize)                        //= 40
query E(both)                         //= 2/3
query P(both = 1)                     //= 5/18
query E(rest + late)                  //= 6
query match 1, 2, 3 { 1, 2, 4 => 1; _, 2, 3 => 2; _ => 3 }  //= 2
query E(match roll > 2, roll > 4 { true, true => 1; false, true => 7; _ => 0 })  //= 1/3
query E(match match roll { 1 | 2 => 0; _ => 1 } { 0 => 4; _ => 1 })  //= 2
query E(match roll { 1 => match extra { true => 6; _ => 0 } _ => 0 })  //= 1/3
query match 1, 2 { 1 => 2; _ => 3 }   //! type
