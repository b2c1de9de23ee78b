package dev.breakwater.gateway.partnerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.gateway.intake.Order.Limit;
import dev.breakwater.gateway.partnerfile.Profile.Login;
import dev.breakwater.gateway.partnerfile.Profile.Protocol;
import dev.breakwater.plugin.Money;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileReaderTest {
    private static final String NEEDED = "protocol: ftp\nhost: ftp.example\nusername: u\npassword: p\ncaller: web\n";

    @TempDir
    private Path folder;

    @Test
    void givesEverythingElseADefault() throws IOException {
        Profile profile = read(NEEDED).profile().orElseThrow();

        assertThat(profile.server().port()).isEqualTo(21);
        assertThat(profile.server().folder()).isEmpty();
        assertThat(profile.poll()).isEqualTo(Duration.ofSeconds(10));
        assertThat(profile.charset()).isEqualTo(Charset.forName("UTF-8"));
        assertThat(profile.delimiter()).isEqualTo(',');
        assertThat(profile.header(Column.ROW_ID)).isEqualTo("row_id");
        assertThat(profile.toString()).doesNotContain("password=p");
    }

    @Test
    void readsEveryKey() throws IOException {
        Files.writeString(folder.resolve("hosts"), "x");
        Profile profile = read("""
                protocol: sftp
                host: 127.0.0.1
                port: 2222
                username: dragon
                password: "${env:SECRET}"
                knownHosts: hosts
                folder: /exchange/cancel/
                poll: 30s
                charset: Shift_JIS
                delimiter: tab
                caller: dragon-travel
                columns: {booking_reference: 予約番号}
                defaults: {supplier: alpine-rail, reason: EPIDEMIC, max_penalty: "12.5", currency: JPY}
                """.replace("12.5", "12")).profile().orElseThrow();

        assertThat(profile.server().protocol()).isEqualTo(Protocol.SFTP);
        assertThat(profile.server().folder()).isEqualTo("exchange/cancel");
        assertThat(profile.server().login()).isEqualTo(new Login.Password("hush"));
        assertThat(profile.server().knownHosts()).contains(folder.resolve("hosts"));
        assertThat(profile.delimiter()).isEqualTo('\t');
        assertThat(profile.header(Column.BOOKING_REFERENCE)).isEqualTo("予約番号");
        assertThat(profile.defaults().limit()).contains(new Limit.MaxPenalty(Money.of("12", "JPY")));
    }

    @Test
    void reportsEveryProblemAtOnce() throws IOException {
        ProfileReader.Result result = read("""
                protocol: sftp
                host: "127.0.0.1/x"
                username: u
                password: "a){{b"
                folder: /../etc
                charset: UTF-16
                delimiter: x
                columns: {row_id: id, traveller: id, colour: red}
                defaults: {max_penalty: "1.00", accept_any_penalty: true}
                """);

        assertThat(result.profile()).isEmpty();
        assertThat(result.problems())
                .extracting(problem -> problem.path())
                .contains(
                        "host",
                        "password",
                        "knownHosts",
                        "folder",
                        "charset",
                        "delimiter",
                        "caller",
                        "columns",
                        "columns.colour",
                        "defaults.accept_any_penalty",
                        "defaults.max_penalty");
        assertThat(result.problems().toString()).doesNotContain("{{b");
    }

    private ProfileReader.Result read(String content) throws IOException {
        Files.createDirectories(folder.resolve("partners"));
        Path file = Files.writeString(folder.resolve("partners/harbour.yaml"), content);
        return new ProfileReader(folder, Map.of("SECRET", "hush")::get).read(file);
    }
}
