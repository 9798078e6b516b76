;redcode-94
;assert 1
        spl     $0
        spl     $0
        mov.i   $2, <-50
        jmp     $-3
        dat     $0, $0
