package dev.breakwater.sandbox.demo;

import dev.breakwater.sandbox.Caller;
import dev.breakwater.sandbox.Sandbox;
import dev.breakwater.sandbox.partner.PartnerServer;
import dev.breakwater.sandbox.stage.StageFolder;
import java.io.IOException;
import java.net.URI;

/** What a user can do with a demonstration that is up. */
record Guide(Sandbox sandbox, URI gateway, StageFolder folder) {

    String text() throws IOException {
        PartnerServer ftp = sandbox.partners().ftp();
        PartnerServer sftp = sandbox.partners().sftp();
        return """

                It is all up, for you to try.
                  API docs       %1$s/swagger-ui.html
                  Keys           %2$s  (a caller, web)
                                 %3$s  (an operator, ops)
                  Partners       %4$s  (FTP, in/ and out/)
                                 %5$s  (SFTP, in/ and out/)
                  Configuration  %6$s
                  Log            %7$s
                For example
                  curl -sS -H 'Authorization: Bearer %2$s' -H 'Content-Type: application/json' \\
                    -H 'Idempotency-Key: mine-1' -H 'Prefer: wait=10' %1$s/v1/cancellations \\
                    -d '{"supplier": "glass-tower", "booking": {"reference": "OK-MINE-1"}, "acceptAnyPenalty": true}'
                  curl -sS -H 'Authorization: Bearer %3$s' '%1$s/v1/cancellations?status=NEEDS_REVIEW'
                  printf 'row_id,booking_reference\\n1,LOSTAFTER-MINE-2\\n' > /tmp/mine.csv
                  curl -sS -T /tmp/mine.csv ftp://%8$s:%9$s@127.0.0.1:%10$d/in/
                  curl -sS ftp://%8$s:%9$s@127.0.0.1:%10$d/out/mine.res.csv
                Ctrl-C ends everything.""".formatted(
                        gateway,
                        sandbox.key(Caller.WEB),
                        sandbox.key(Caller.OPS),
                        ftp.account().home(),
                        sftp.account().home(),
                        sandbox.configFolder(),
                        folder.log("demo"),
                        ftp.account().username(),
                        ftp.account().password(),
                        ftp.port());
    }
}
