import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.EndElementTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.ReturnTree;
import com.sun.source.doctree.StartElementTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.util.DocTrees;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import javax.tools.DocumentationTool;
import javax.tools.ToolProvider;
import jdk.javadoc.doclet.Doclet;
import jdk.javadoc.doclet.DocletEnvironment;
import jdk.javadoc.doclet.Reporter;

/** Writes the pages of docs/reference out of the Javadoc of what a plugin's author sees: {@code java .ci/Reference.java}. */
public final class Reference implements Doclet {
    private enum Subject {
        PLUGIN_API("plugin-api", "dev.breakwater.plugin", "the plugin API", "plugin-api.md"),
        PLUGIN_TESTKIT("plugin-testkit", "dev.breakwater.testkit", "the contract kit", "contract-kit.md");

        private final String module;
        private final String packageName;
        private final String title;
        private final String guide;

        Subject(String module, String packageName, String title, String guide) {
            this.module = module;
            this.packageName = packageName;
            this.title = title;
            this.guide = guide;
        }

        Path page() {
            return Path.of("docs/reference", module + ".md");
        }

        static Subject of(DocletEnvironment environment) {
            PackageElement included = ElementFilter.packagesIn(environment.getIncludedElements())
                    .iterator()
                    .next();
            return Stream.of(values())
                    .filter(subject -> included.getQualifiedName().contentEquals(subject.packageName))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static final String SOURCES = Stream.of("plugin-api", "conversation", "plugin-testkit")
            .map(module -> "plugins/" + module + "/src/main/java")
            .collect(Collectors.joining(File.pathSeparator));

    private final StringBuilder page = new StringBuilder();
    private DocTrees docs;

    public static void main(String[] arguments) {
        DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();
        for (Subject subject : Subject.values()) {
            List<String> options = List.of(
                    "-quiet",
                    "--ignore-source-errors",
                    "-encoding",
                    "UTF-8",
                    "-sourcepath",
                    SOURCES,
                    subject.packageName);
            if (!javadoc.getTask(null, null, Reference::tell, Reference.class, options, null)
                    .call()) {
                System.exit(1);
            }
            System.out.println("Written: " + subject.page());
        }
    }

    /** JUnit is not there, and its classes are on no page. */
    private static void tell(Diagnostic<?> diagnostic) {
        String message = diagnostic.getMessage(Locale.ROOT);
        if (diagnostic.getKind() != Diagnostic.Kind.NOTE
                && !message.matches("(?s).*(junit|DynamicTest|TestFactory).*")) {
            System.err.println(diagnostic);
        }
    }

    @Override
    public void init(Locale locale, Reporter reporter) {}

    @Override
    public String getName() {
        return "Reference";
    }

    @Override
    public Set<? extends Option> getSupportedOptions() {
        return Set.of();
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean run(DocletEnvironment environment) {
        docs = environment.getDocTrees();
        Subject subject = Subject.of(environment);
        List<TypeElement> types = ElementFilter.typesIn(environment.getIncludedElements()).stream()
                .filter(type -> type.getEnclosingElement().getKind() == ElementKind.PACKAGE)
                .sorted(Comparator.comparing(type -> type.getSimpleName().toString()))
                .toList();
        page.append("# Reference of %s\n\n".formatted(subject.title));
        page.append("Written by `java .ci/Reference.java` from the Javadoc of `plugins/%s`. ".formatted(subject.module))
                .append("How it fits together: [%s](../%s).\n\n".formatted(subject.title, subject.guide));
        for (PackageElement element : ElementFilter.packagesIn(environment.getIncludedElements())) {
            describe(element);
        }
        page.append(types.stream()
                        .map(type -> "[" + type.getSimpleName() + "](#"
                                + type.getSimpleName().toString().toLowerCase(Locale.ROOT) + ")")
                        .collect(Collectors.joining(" · ")))
                .append("\n\n");
        types.forEach(type -> type(type, "## "));
        try {
            Files.createDirectories(subject.page().getParent());
            Files.writeString(subject.page(), page.toString().strip().replaceAll(" +\n", "\n") + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return true;
    }

    private void type(TypeElement type, String heading) {
        boolean nested = type.getEnclosingElement() instanceof TypeElement;
        String name = (nested ? type.getEnclosingElement().getSimpleName() + "." : "") + type.getSimpleName();
        page.append(heading)
                .append(name)
                .append("\n\n`")
                .append(declaration(type))
                .append("`\n\n");
        describe(type);
        constants(type);
        constructors(type);
        methods(type);
        ElementFilter.typesIn(type.getEnclosedElements()).stream()
                .filter(inner -> isVisible(inner, type))
                .forEach(inner -> type(inner, "### "));
    }

    private static String declaration(TypeElement type) {
        String kind = type.getModifiers().contains(Modifier.SEALED)
                ? "sealed interface"
                : (isAbstract(type, type) ? "abstract " : "")
                        + type.getKind().name().toLowerCase(Locale.ROOT);
        String components = ElementFilter.recordComponentsIn(type.getEnclosedElements()).stream()
                .map(component -> shortened(component.asType().toString()) + " " + component.getSimpleName())
                .collect(Collectors.joining(", ", "(", ")"));
        String parameters = type.getTypeParameters().isEmpty() ? "" : "<" + joined(type.getTypeParameters()) + ">";
        return kind + " " + type.getSimpleName() + parameters
                + (type.getKind() == ElementKind.RECORD ? components : "");
    }

    private void constants(TypeElement type) {
        List<VariableElement> fields = ElementFilter.fieldsIn(type.getEnclosedElements()).stream()
                .filter(field -> isVisible(field, type))
                .toList();
        for (VariableElement field : fields) {
            String text = text(field);
            page.append("- `").append(field.getSimpleName()).append('`');
            page.append(text.isEmpty() ? "" : ": " + text.replace("\n\n", " ")).append('\n');
        }
        page.append(fields.isEmpty() ? "" : "\n");
    }

    /** Those that take something, but for a record's canonical one, which its declaration shows. */
    private void constructors(TypeElement type) {
        List<String> components = types(ElementFilter.recordComponentsIn(type.getEnclosedElements()));
        for (ExecutableElement constructor : ElementFilter.constructorsIn(type.getEnclosedElements())) {
            List<String> parameters = types(constructor.getParameters());
            if (isVisible(constructor, type) && !parameters.isEmpty() && !parameters.equals(components)) {
                page.append("**`new ")
                        .append(type.getSimpleName())
                        .append(parameters(constructor))
                        .append("`**\n\n");
                describe(constructor);
            }
        }
    }

    private static List<String> types(List<? extends Element> elements) {
        return elements.stream().map(element -> element.asType().toString()).toList();
    }

    private void methods(TypeElement type) {
        Set<String> components = ElementFilter.recordComponentsIn(type.getEnclosedElements()).stream()
                .map(RecordComponentElement::getSimpleName)
                .map(Object::toString)
                .collect(Collectors.toSet());
        for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
            boolean accessor = method.getParameters().isEmpty()
                    && components.contains(method.getSimpleName().toString());
            boolean known = method.getAnnotation(Override.class) != null
                    || type.getKind() == ElementKind.ENUM
                            && method.getModifiers().contains(Modifier.STATIC)
                    || Set.of("equals", "hashCode", "toString")
                            .contains(method.getSimpleName().toString());
            if (isVisible(method, type) && !accessor && !known) {
                page.append("**`").append(signature(method, type)).append("`**\n\n");
                describe(method);
            }
        }
    }

    private static String signature(ExecutableElement method, TypeElement type) {
        String modifiers = (method.getModifiers().contains(Modifier.PROTECTED) ? "protected " : "")
                + (isAbstract(method, type) ? "abstract " : "")
                + (method.getModifiers().contains(Modifier.STATIC) ? "static " : "");
        return modifiers + shortened(method.getReturnType().toString()) + " " + method.getSimpleName()
                + parameters(method);
    }

    private static String parameters(ExecutableElement method) {
        return method.getParameters().stream()
                .map(parameter -> shortened(parameter.asType().toString()) + " " + parameter.getSimpleName())
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Members of interfaces are abstract without saying so. */
    private static boolean isAbstract(Element element, TypeElement type) {
        return type.getKind() == ElementKind.CLASS && element.getModifiers().contains(Modifier.ABSTRACT);
    }

    /** Members of interfaces are public without saying so. */
    private static boolean isVisible(Element member, TypeElement type) {
        return member.getModifiers().contains(Modifier.PUBLIC)
                || member.getModifiers().contains(Modifier.PROTECTED)
                || type.getKind() == ElementKind.INTERFACE
                        && !member.getModifiers().contains(Modifier.PRIVATE);
    }

    private static String shortened(String type) {
        return type.replaceAll("\\b[a-z]+(\\.[a-z]+)*\\.(?=[A-Z])", "").replace(",", ", ");
    }

    private static String joined(List<? extends Element> elements) {
        return elements.stream().map(Object::toString).collect(Collectors.joining(", "));
    }

    private String text(Element element) {
        DocCommentTree comment = docs.getDocCommentTree(element);
        return comment == null ? "" : text(comment.getFullBody());
    }

    private void describe(Element element) {
        DocCommentTree comment = docs.getDocCommentTree(element);
        if (comment == null) {
            return;
        }
        String body = text(comment.getFullBody());
        page.append(body).append(body.isEmpty() ? "" : "\n\n");
        List<String> rows = new ArrayList<>();
        for (DocTree tag : comment.getBlockTags()) {
            if (tag instanceof ParamTree param) {
                rows.add("- `" + param.getName() + "`: " + text(param.getDescription()));
            } else if (tag instanceof ReturnTree returned) {
                rows.add("- answers " + text(returned.getDescription()));
            } else if (tag instanceof ThrowsTree thrown) {
                rows.add("- throws `" + thrown.getExceptionName() + "` " + text(thrown.getDescription()));
            }
        }
        rows.forEach(row -> page.append(row).append('\n'));
        page.append(rows.isEmpty() ? "" : "\n");
    }

    private static String text(List<? extends DocTree> trees) {
        StringBuilder text = new StringBuilder();
        boolean code = false;
        for (DocTree tree : trees) {
            if (tree instanceof StartElementTree start) {
                code |= start.getName().contentEquals("pre");
                text.append(code ? "\n\n```java\n" : start.getName().contentEquals("p") ? "\n\n" : "");
            } else if (tree instanceof EndElementTree end && end.getName().contentEquals("pre")) {
                code = false;
                text.append("\n```\n");
            } else if (code) {
                text.append(
                        tree instanceof LiteralTree literal
                                ? literal.getBody().getBody().strip()
                                : "");
            } else if (tree instanceof LiteralTree literal) {
                text.append('`').append(literal.getBody().getBody()).append('`');
            } else if (tree instanceof LinkTree link) {
                String target = link.getReference()
                        .getSignature()
                        .replaceFirst("^#", "")
                        .replace('#', '.');
                text.append('`').append(shortened(target)).append('`');
            } else {
                text.append(tree.toString().replaceAll("\\s*\\n\\s*", " "));
            }
        }
        return text.toString().strip();
    }
}
