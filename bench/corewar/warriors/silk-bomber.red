;redcode-94
;assert 1
        org     launch
launch  spl     $1
        spl     $1
        spl     $1
one     spl     @0, <1823
        mov.i   }one, >one
        mov.i   }one, >one
two     spl     @0, <-2103
        mov.i   }two, >two
        mov.i   }two, >two
        mov.i   #1, <1
        djn.f   $-2, <-3000
