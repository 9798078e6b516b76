;redcode-94
;assert 1
        mov.i   $0, $1
