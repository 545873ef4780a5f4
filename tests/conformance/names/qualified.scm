// rules: name.6
// Type.label is the label, whatever else bears its name, and never a variable.
enum Grade { A, B, C }
type Mark = Grade
noise A ~ bernoulli(1/4)
const B = 17
var grade : Grade = if A then Grade.A else Grade.C
fn above(grade, C) = grade > Grade.B
query P(Grade.A = grade)                    //= 1/4
query P(grade = Mark.C)                     //= 3/4
query ord(Grade.B) + B                      //= 19
query P(above(grade, 1))                    //= 3/4
query sum(ord(Grade.C) for C in 1..2)       //= 6
query count(Grade.A == A for A in Grade)    //= 1  //~ shadowed-label
query P(grade = Grade.D)                    //! name: `A`, `B`, `C`
query P(grade = Grad.A)                     //! name: `Grad`
query P(grade.A = grade)                    //! name
query P(Grade.A)                            //! type
