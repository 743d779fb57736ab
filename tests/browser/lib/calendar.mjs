// Days of a calendar, what is put on them, and a clock that goes ahead: for the files about the calendar.

// The days of the tests lie in a month that has begun nowhere yet: nothing is late.
export const MONTH = `${new Date().getFullYear() + 1}-06`;

// The calendar before somebody, who may only come: `whose` gives them.
export function calendar(whose) {
  const on = (day) => whose().page.locator(`[data-testid="calendar-grid"] [data-day="${MONTH}-${day}"]`);

  return {
    on,
    event: (day, name) => on(day).getByTestId("event").filter({ hasText: name }),

    async addTask(title, due) {
      await whose().walk("tasks");
      await whose().page.keyboard.press("c");
      await whose().fill("title", title);
      await whose().fill("due", due);
      await whose().click("create-record");
      await whose().see("record");
    },

    // From one time of a day until another, as in 2030-06-10T09:00.
    async addMeeting(title, when, until) {
      await whose().walk("activities");
      await whose().page.keyboard.press("c");
      await whose().see("when");
      await whose().at("new-record-dialog").getByRole("combobox", { name: "Type" }).selectOption("meeting");
      await whose().fill("title", title);
      await whose().fill("when", when);
      await whose().fill("until", until);
      await whose().click("create-record");
      await whose().see("record");
    },

    // The page's clock goes a day ahead, as of a tab that wakes tomorrow.
    wakeTomorrow: () => whose().page.evaluate(() => {
      window.Clock = Date;
      const ahead = () => window.Clock.now() + 86_400_000;
      window.Date = class extends window.Clock {
        constructor(...of) {
          if (of.length > 0) super(...of);
          else super(ahead());
        }
        static now() {
          return ahead();
        }
      };
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }),

    wakeToday: () => whose().page.evaluate(() => {
      window.Date = window.Clock;
      document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
    }),
  };
}
