// rules: fold.2, fold.4
// What stands before the constant that decides is reached, and so is what arithmetic would make vanish.
noise u ~ bernoulli(1/3)
var a[i in 1..3] = u
var b[i in 1..2] = a[i - 1] and i > 1        //! domain: a[0]
var c = 0 * a[4]                             //! domain: a[4]
var d = a[5] implies true                    //! domain: a[5]
var e = u and a[6]                           //! domain: a[6]
var f = if u then a[7] else u                //! domain: a[7]
var g = any(a[k] for k in 1..8)              //! domain: a[4]
var h = let far = a[9] in false or far       //! domain: a[9]
var i = count(a[k] or true for k in 10..10)  //! domain: a[10]
var j = a[1/2]                               //! domain: a[1/2]
