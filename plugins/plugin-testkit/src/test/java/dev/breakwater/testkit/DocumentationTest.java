package dev.breakwater.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.breakwater.plugin.SupplierPlugin;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DocumentationTest {
    private static final Path DOCS = Path.of("../../docs");
    private static final Pattern CODE = Pattern.compile("```java\\n(package .*?)```", Pattern.DOTALL);
    private static final Pattern CONTRACT = Pattern.compile("```java\\n(final class .*?)```", Pattern.DOTALL);

    @Test
    void everyRuleHasItsSectionInItsOrder() throws IOException {
        List<String> sections = Files.readAllLines(DOCS.resolve("contract-kit.md")).stream()
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring("### ".length()))
                .toList();

        assertThat(sections).isEqualTo(Stream.of(Rule.values()).map(Rule::id).toList());
    }

    @Test
    void theExamplesOfTheDocumentationKeepEveryRule(@TempDir Path folder) throws Exception {
        Path plugin = folder.resolve("com/example/tours/ToursPlugin.java");
        Path contract = folder.resolve("com/example/tours/ToursContractTest.java");
        Files.createDirectories(plugin.getParent());
        Files.writeString(plugin, block("plugin-api.md", CODE));
        Files.writeString(
                contract,
                "package com.example.tours; import dev.breakwater.plugin.*; import dev.breakwater.testkit.*; public "
                        + block("contract-kit.md", CONTRACT).replace("protected", "public"));
        int problems = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "--release", "17", "-cp", classPath(), plugin.toString(), contract.toString());
        assertThat(problems).isZero();

        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            PluginContract example = (PluginContract) loader.loadClass("com.example.tours.ToursContractTest")
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(example.plugin()).isInstanceOf(SupplierPlugin.class);
            assertThat(new Contract(example).violations()).isEmpty();
        }
    }

    private static String block(String page, Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(Files.readString(DOCS.resolve(page)));
        assertThat(matcher.find()).as("an example in " + page).isTrue();
        return matcher.group(1);
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
