//! Tasks and time of a simulation: one thread, a clock that jumps to the next timer when nothing can run, and dice that
//! choose which of the ready tasks runs next.

use std::cell::{Cell, RefCell};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};

/// A task's number.
pub type Task = u64;

type Running = Pin<Box<dyn Future<Output = ()>>>;

/// Which tasks can run. Shared with wakers, which must be `Send`; nothing here leaves its thread.
type Ready = Arc<Mutex<BTreeSet<Task>>>;

struct TaskWaker {
    task: Task,
    ready: Ready,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        self.ready.lock().expect("one thread").insert(self.task);
    }
}

/// A timer: when, in which order among equals, whom to wake.
type Timer = Reverse<(u64, u64)>;

/// The simulation's one executor; clones are handles to it.
#[derive(Clone, Default)]
pub struct Executor(Rc<State>);

#[derive(Default)]
struct State {
    now: Cell<u64>,
    next: Cell<u64>,
    tasks: RefCell<BTreeMap<Task, Running>>,
    ready: Ready,
    timers: RefCell<BinaryHeap<Timer>>,
    sleepers: RefCell<BTreeMap<u64, Waker>>,
}

impl Executor {
    /// Virtual milliseconds since 1970-01-01 UTC.
    pub fn now(&self) -> u64 {
        self.0.now.get()
    }

    /// Begins at this time.
    pub fn begin(&self, now: u64) {
        self.0.now.set(now);
    }

    fn number(&self) -> u64 {
        let number = self.0.next.get();
        self.0.next.set(number + 1);
        number
    }

    /// Starts a task.
    pub fn spawn(&self, task: impl Future<Output = ()> + 'static) -> Task {
        let number = self.number();
        self.0.tasks.borrow_mut().insert(number, Box::pin(task));
        self.0.ready.lock().expect("one thread").insert(number);
        number
    }

    /// Ends a task where it stands.
    pub fn kill(&self, task: Task) {
        let dropped = self.0.tasks.borrow_mut().remove(&task);
        drop(dropped);
    }

    /// Whether a task has not ended.
    pub fn is_running(&self, task: Task) -> bool {
        self.0.tasks.borrow().contains_key(&task)
    }

    /// Waits in virtual time.
    pub fn sleep(&self, millis: u64) -> impl Future<Output = ()> + use<> {
        let (state, due) = (self.0.clone(), self.now() + millis);
        let number = self.number();
        let mut asked = false;
        std::future::poll_fn(move |context| {
            if state.now.get() >= due {
                return Poll::Ready(());
            }
            if !asked {
                state.timers.borrow_mut().push(Reverse((due, number)));
                asked = true;
            }
            state.sleepers.borrow_mut().insert(number, context.waker().clone());
            Poll::Pending
        })
    }

    /// Polls one ready task, `choose` names it by its place among the ready ones; or moves the clock to the next timer.
    /// False when nothing is left to happen.
    pub fn step(&self, choose: impl FnOnce(usize) -> usize) -> bool {
        let task = {
            let mut ready = self.0.ready.lock().expect("one thread");
            let chosen = if ready.is_empty() { None } else { ready.iter().nth(choose(ready.len())).copied() };
            chosen.and_then(|task| ready.take(&task))
        };
        match task {
            Some(task) => self.poll(task),
            None => return self.next_timer(),
        }
        true
    }

    fn poll(&self, task: Task) {
        // Taken out, so that a task may spawn and kill others.
        let Some(mut running) = self.0.tasks.borrow_mut().remove(&task) else { return };
        let waker = Waker::from(Arc::new(TaskWaker { task, ready: self.0.ready.clone() }));
        if running.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
            self.0.tasks.borrow_mut().insert(task, running);
        }
    }

    fn next_timer(&self) -> bool {
        let Some(Reverse((due, number))) = self.0.timers.borrow_mut().pop() else { return false };
        self.0.now.set(self.now().max(due));
        if let Some(waker) = self.0.sleepers.borrow_mut().remove(&number) {
            waker.wake();
        }
        true
    }
}
