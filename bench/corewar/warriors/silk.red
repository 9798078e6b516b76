;redcode-94
;assert 1
        org     launch
launch  spl     $1, <300
        spl     $1, <150
        mov.i   $-1, $0
one     spl     @0, >3620
        mov.i   }one, >one
two     spl     @0, >1150
        mov.i   }two, >two
        mov.i   #7, <2667
        mov.i   {two, {three
three   jmp     $900, >2
