// rules: match.4
// Between arms the `;` may be left out, on one line too; before a negative pattern it stands.
noise z ~ uniform(-1..2)
var lines = match z {
  0 => 1
  1 | 2 =>
    2
  _ => 3
}
var one_line = match z { 0 => 1 1 => -1 _ => z + 1 }
var negative = match z { 0 => 5; -1 => 7 _ => 0 }
var swallowed = match z { _ => 5 - 1 }
var trailing = match z { 0 => 1; _ => 2; }
query E(lines)      //= 2
query E(one_line)   //= 3/4
query E(negative)   //= 3
query E(swallowed)  //= 4
query E(trailing)   //= 7/4
