package dev.breakwater.testkit;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a compiled class uses, from its constant pool (Java Virtual Machine Specification, section 4.4).
 *
 * @param name with dots
 * @param parents its super class and interfaces
 * @param members the fields and methods it uses
 * @param fields the fields it has
 */
record ClassFile(String name, List<String> parents, Set<Member> members, List<Field> fields) {
    private static final int MAGIC = 0xCAFEBABE;

    /**
     * A field or method of a class.
     *
     * @param descriptor as in the constant pool, such as {@code ()Ljava/time/Instant;}
     */
    record Member(String owner, String name, String descriptor) {
        @Override
        public String toString() {
            return owner + "." + name;
        }
    }

    /** A field of this class. */
    record Field(String name, String descriptor, int flags) {
        boolean isStatic() {
            return Modifier.isStatic(flags);
        }

        boolean isFinal() {
            return Modifier.isFinal(flags);
        }
    }

    static ClassFile read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) {
                throw new IllegalArgumentException("not a class file");
            }
            in.readInt();
            return read(in, Pool.read(in));
        } catch (IOException e) {
            throw new UncheckedIOException("a class file that cannot be read", e);
        }
    }

    private static ClassFile read(DataInputStream in, Pool pool) throws IOException {
        in.readUnsignedShort();
        String name = pool.type(in.readUnsignedShort());
        List<String> parents = new ArrayList<>();
        int superClass = in.readUnsignedShort();
        if (superClass != 0) {
            parents.add(pool.type(superClass));
        }
        int interfaces = in.readUnsignedShort();
        for (int i = 0; i < interfaces; i++) {
            parents.add(pool.type(in.readUnsignedShort()));
        }
        List<Field> fields = new ArrayList<>();
        int count = in.readUnsignedShort();
        for (int i = 0; i < count; i++) {
            int flags = in.readUnsignedShort();
            fields.add(new Field(pool.text(in.readUnsignedShort()), pool.text(in.readUnsignedShort()), flags));
            skipAttributes(in);
        }
        return new ClassFile(name, parents, pool.members(), fields);
    }

    private static void skipAttributes(DataInputStream in) throws IOException {
        int attributes = in.readUnsignedShort();
        for (int i = 0; i < attributes; i++) {
            in.readUnsignedShort();
            in.skipNBytes(in.readInt());
        }
    }

    /** The constants of a class, by index: texts as they are, everything else as the indexes it is made of. */
    private record Pool(int[] tags, int[] first, int[] second, String[] texts) {
        private static final int UTF8 = 1;
        private static final int FIELD = 9;
        private static final int INTERFACE_METHOD = 11;

        static Pool read(DataInputStream in) throws IOException {
            int size = in.readUnsignedShort();
            Pool pool = new Pool(new int[size], new int[size], new int[size], new String[size]);
            for (int i = 1; i < size; i++) {
                i += pool.readEntry(in, i);
            }
            return pool;
        }

        /** @return how many more indexes the entry takes */
        private int readEntry(DataInputStream in, int index) throws IOException {
            int tag = in.readUnsignedByte();
            tags[index] = tag;
            switch (tag) {
                case UTF8 -> texts[index] = in.readUTF();
                case 3, 4 -> in.readInt();
                case 5, 6 -> in.readLong();
                case 7, 8, 16, 19, 20 -> first[index] = in.readUnsignedShort();
                case FIELD, 10, INTERFACE_METHOD, 12, 17, 18 -> {
                    first[index] = in.readUnsignedShort();
                    second[index] = in.readUnsignedShort();
                }
                case 15 -> {
                    in.readUnsignedByte();
                    first[index] = in.readUnsignedShort();
                }
                default -> throw new IOException("a constant of the unknown sort " + tag);
            }
            return tag == 5 || tag == 6 ? 1 : 0;
        }

        String text(int index) {
            return texts[index];
        }

        String type(int index) {
            return texts[first[index]].replace('/', '.');
        }

        Set<Member> members() {
            Set<Member> members = new LinkedHashSet<>();
            for (int i = 1; i < tags.length; i++) {
                if (tags[i] >= FIELD && tags[i] <= INTERFACE_METHOD) {
                    int nameAndType = second[i];
                    members.add(new Member(type(first[i]), texts[first[nameAndType]], texts[second[nameAndType]]));
                }
            }
            return members;
        }
    }
}
