package dev.breakwater.gateway.partnerfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartnerFilesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private static Path folder;

    private static World world;
    private static PartnerFiles files;

    @BeforeAll
    static void open() throws Exception {
        world = new World(folder);
        files = world.member("node-1", world.config("config"));
        files.start();
    }

    @AfterAll
    static void close() throws Exception {
        world.close();
    }

    @Test
    void takesAFileOverFtpAndAnswersItUntilEveryRowIsFinal() throws Exception {
        drop("first.csv", """
                row_id,booking_reference,max_penalty
                a,OK-first-1,100.00
                b,REFUSED-first-2,100.00
                """);

        List<String> ack = answer("first.ack.csv", StandardCharsets.UTF_8);
        List<String> val = answer("first.val.csv", StandardCharsets.UTF_8);
        List<String> res = answer("first.res.csv", StandardCharsets.UTF_8);
        System.out.println(files.partners() + "\n" + ack + "\n" + val + "\n" + res);
        assertThat(ack).hasSize(2);
    }

    private static Path harbour() {
        return world.sandbox().partners().ftp().account().home();
    }

    private static void drop(String name, String content) throws Exception {
        Files.writeString(harbour().resolve("in").resolve(name), content);
    }

    private static List<String> answer(String name, Charset charset) throws Exception {
        Path file = harbour().resolve("out").resolve(name);
        System.out.println(files.partners());
        await().atMost(Duration.ofSeconds(12))
                .conditionEvaluationListener(c -> System.out.println(files.partners()
                        + java.util.Arrays.toString(
                                harbour().resolve("in/.claimed/node-1").toFile().list())))
                .pollInterval(Duration.ofSeconds(2))
                .until(() -> Files.exists(file));
        return Files.readString(file, charset).lines().toList();
    }
}
