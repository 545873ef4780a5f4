// rules: lim.3
// Sets of 2^20 values are in bounds, and one value more is not; a range that is only asked for membership is no set.
query len(1..2^20 - 2^19)          //= 524288
query len(1..2^20 + 1)             //! resource: 1,048,576
query len(0..1 step 1/2^20)        //! resource: --max-domain
query max(i for i in 1..10^30)     //! resource: --max-domain
query 10^29 in 1..10^30            //= true
query sum(k for k in 1..1000)      //= 500500
