// rules: law.11, law.12
// A row without variables is checked when the file is loaded; the message shows it and its sum. Nothing is rounded.
const third = 0.333333
var a : 1..3 ~ [1/2, 1/4, 1/8]                   //! probability: 7/8
var b : 1..3 ~ [third, third, third]             //! probability: 999999/1000000
var c : 1..3 ~ [3/2, -1/2, 0]                    //! probability: 3/2
var d : 1..3 ~ [1/2, 3/4, _]                     //! probability: -1/4
var e ~ {1: 1/2, 2: 1/3}                         //! probability: 5/6
var f : 0..3 ~ [k / 7 for k in 0..3]             //! probability: 6/7
var g : 1..2 ~ if a == 1 then [1/2, 1/2] else [1/2, 1/3]    //! probability: 5/6
var h ~ {k: 1/4 for k in 1..5}                   //! probability: 5/4
