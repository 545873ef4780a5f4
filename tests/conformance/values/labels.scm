// rules: val.7, val.14
// Labels stand in the order in which they are written, not in that of the alphabet.
const cold = 7
var weather : {warm, cold, hot, `freezing cold`,} ~ [1/2, 1/4, 1/8, 1/8]
query dist(weather)              //= {warm: 1/2, cold: 1/4, hot: 1/8, freezing cold: 1/8}
query P(weather < hot)           //= 3/4
query P(weather >= cold)         //= 1/2
query P(weather = cold)          //= 1/4
query P(max(weather, cold) = cold)    //= 3/4
query first(domain(weather)) < last(domain(weather))  //= true
query P(weather + 1 = 2)         //! type
query P(weather = 1)             //! type
query P(weather < true)          //! type
query ord(cold)                  //! type
query P(ord(weather) = cold - 4) //= 1/8
query map(weather | weather != warm, weather != cold)  //= hot: 1/2
