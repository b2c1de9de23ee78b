package dev.breakwater.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberTest {
    @TempDir
    private Path folder;

    @Test
    void hasTheSameNameAgainInAnotherIncarnation() {
        Member first = Member.in(folder);
        first.close();

        try (Member second = Member.in(folder)) {
            assertThat(second.name()).isEqualTo(first.name());
            assertThat(second.owner()).isNotEqualTo(first.owner());
        }
    }

    @Test
    void hasANameOfItsOwnWhileAnotherProcessHasThatOfTheFolder() {
        try (Member first = Member.in(folder);
                Member second = Member.in(folder)) {
            assertThat(second.name()).isNotEqualTo(first.name());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\0\0\0\0\0\0", "a b"})
    void takesANewNameWhereAPowerCutHasLeftNone(String left) throws IOException {
        Files.writeString(folder.resolve("member"), left);

        try (Member member = Member.in(folder)) {
            assertThat(member.name()).matches("[0-9a-f]{8}");
            assertThat(folder.resolve("member")).hasContent(member.name());
        }
    }
}
