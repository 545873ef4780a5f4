// rules: idx.2
// A label as an index of an array stands for its place in its type, counted from 1; a family wants its own labels.
enum Day { mon, tue, wed }
enum Shift { late, early }
const price = [[1, 2], [10, 20], [100, 200]]
const hours = [8, 6, 4]
var sold[d in Day] = 10 * ord(d)
noise day : Day ~ [1/4, 1/4, 1/2]
noise shift : Shift ~ [2/3, 1/3]
query price[tue, early]            //= 20
query price[Day.wed, Shift.late]   //= 100
query price[wed][early]            //= 200
query hours[early]                 //= 6
query E(hours[day])                //= 11/2
query E(price[day, shift])         //= 211/3
query E(sold[tue])                 //= 20
query E(sold[2])                   //! domain
query E(sold[early])               //! domain
query E(sold[day])                 //= 45/2
query price[early, wed]            //! domain
query sum(hours[d] for d in Day)   //= 18
