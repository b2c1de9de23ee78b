package dev.breakwater.gateway.dispatch;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/** A thread that runs tasks hand in hand with whoever resumes them: while one of the two runs, the other one stands still. */
final class Worker {
    private static final ThreadLocal<Deque<Worker>> IDLE = ThreadLocal.withInitial(ArrayDeque::new);
    private static final ThreadLocal<Task> CURRENT = new ThreadLocal<>();

    private final Semaphore turn = new Semaphore(0);
    private final Semaphore back = new Semaphore(0);
    private Task task;
    private Runnable code;
    private boolean idle;

    private Worker() {
        Thread thread = new Thread(this::work, "strand");
        thread.setDaemon(true);
        thread.start();
    }

    /** The task of the thread that calls. */
    static Task current() {
        Task task = CURRENT.get();
        if (task == null) {
            throw new IllegalStateException("Only a task can wait");
        }
        return task;
    }

    private void work() {
        while (true) {
            turn.acquireUninterruptibly();
            CURRENT.set(task);
            try {
                code.run();
            } catch (Throwable e) {
                task.failure = e;
            }
            idle = true;
            back.release();
        }
    }

    private void hand(Task owner) {
        turn.release();
        back.acquireUninterruptibly();
        if (idle) {
            IDLE.get().push(this);
            owner.finish();
        }
    }

    /** Something that runs in pieces. */
    abstract static class Task {
        private Worker worker;
        private Throwable failure;

        /** Runs its first piece. */
        final void start(Runnable code) {
            Deque<Worker> idle = IDLE.get();
            worker = idle.isEmpty() ? new Worker() : idle.pop();
            worker.task = this;
            worker.code = code;
            worker.idle = false;
            worker.hand(this);
        }

        /** Runs its next piece. */
        final void resume() {
            worker.hand(this);
        }

        /** Ends a piece; called by the task itself. */
        final void suspend() {
            worker.back.release();
            worker.turn.acquireUninterruptibly();
        }

        private void finish() {
            if (failure != null && !(failure instanceof Kernel.Death)) {
                throw new IllegalStateException("A task failed", failure);
            }
        }
    }
}
