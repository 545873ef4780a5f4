// rules: val.8
// Numbers of any kind in ascending order, as constant expressions.
const top = 2
noise dose : {0, 1/2, 0.75, top + 0} ~ [1/2, 1/4, 1/8, 1/8]
noise step : {-3, -1/2, 1e-1} ~ [1/4, 1/4, 1/2]
query dist(dose)           //= {0: 1/2, 1/2: 1/4, 3/4: 1/8, 2: 1/8}
query E(dose)              //= 15/32
query P(dose < 3/4)        //= 3/4
query E(step)              //= -33/40
query P(dose in {2, 1/2})  //= 3/8
