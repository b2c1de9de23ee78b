package dev.breakwater.gateway.dispatch;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that mostly wait. */
final class Threads {
    private Threads() {}

    /** One thread a task: virtual where the JVM has them (21 and later), else pooled ones. */
    static ExecutorService perTask(String name) {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException e) {
            return Executors.newCachedThreadPool(named(name));
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The JVM cannot make virtual threads", e);
        }
    }

    static ThreadFactory named(String name) {
        AtomicLong number = new AtomicLong();
        return task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
