// rules: name.1
// The innermost binder wins; a set or a value bound outside is read before the name is bound anew.
const k = 10
fn grow(k) = sum(k for k in 1..k)
query sum(sum(k for k in 1..k) for k in 1..3)   //= 10
query grow(4)                                   //= 10
query sum(k for i in 1..2, k in i..2)           //= 5
query let k = k + 1 in k                        //= 11
query k + sum(k for k in 1..k if k > 8)         //= 29
query product(let k = 2 * k in k for k in 1..2) //= 8
query match 3 { k => 1; 3 => 2; _ => 5 }        //= 2
