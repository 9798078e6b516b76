;redcode-94
;assert 1
; Hundreds of processes, each of which starts an imp of a ring.
        spl     $1
        spl     $1
        spl     $1
        spl     $1
        spl     $1
        spl     $1
        spl     $1
        spl     $1
        spl     $2
enter   jmp     imp
        add.a   #2667, enter
        jmp     enter
imp     mov.i   #3, $2667
