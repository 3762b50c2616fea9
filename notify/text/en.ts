import type { DefaultTexts } from "../default-text.ts";

/** The English texts that a business starts with. Each text is one GSM-7 segment with usual values. */
export const english: DefaultTexts = {
  requested: {
    text: "{{business}}: Got your request, thanks! We'll check our schedule and be in touch. {{link}}",
    email: {
      subject: "We got your request",
      body: "Thanks for reaching out. We're checking the schedule and will get back to you shortly. Nothing is booked yet, so there's nothing you need to do.",
      button: "See your request",
    },
  },
  booked: {
    text: "{{business}}: You're booked {{day}}, {{window}}. {{link}} Reply HELP for help, STOP to end",
    email: {
      subject: "You're booked: {{day}}, {{window}}",
      body: "You're on the schedule for {{service}} on {{day}}, {{window}}, at {{address}}. We'll remind you the day before and let you know when we're on the way. Need to move or cancel? You can do it right from your page.",
      button: "See your booking",
    },
  },
  deposit_due: {
    text: "{{business}}: Almost booked! Pay your {{amount}} deposit by {{expires}} to keep {{day}}. {{link}}",
    email: {
      subject: "Almost booked: deposit of {{amount}}",
      body: "We're holding {{day}}, {{window}} for you. Pay the {{amount}} deposit by {{expires}} and it's yours.",
      button: "Pay the deposit",
    },
  },
  changed: {
    text: "{{business}}: You're all set for {{day}}, {{window}}. Doesn't work? Text us back. {{link}}",
    email: {
      subject: "You're all set for {{day}}, {{window}}",
      body: "We have you down for {{service}} on {{day}}, {{window}}, at {{address}}. If that doesn't work, pick another time on your page or give us a call.",
      button: "See your booking",
    },
  },
  reminder: {
    text: "{{business}}: See you {{relative_day}}, {{window}}! Please leave room for our truck. {{link}}",
    email: {
      subject: "See you {{relative_day}}, {{window}}",
      body: "Just a heads-up that we'll be there {{relative_day}}, {{window}}, for {{service}} at {{address}}. Please leave room for our truck, and make sure we can get to everything that's going.",
      button: "See the details",
    },
  },
  on_the_way: {
    text: "{{business}}: {{crew}} is on the way!{{#eta}} See you around {{eta}}.{{/eta}} {{link}}",
    email: {
      subject: "{{crew}} is on the way",
      body: "{{crew}} just left and is headed to {{address}}.{{#eta}} Look for us around {{eta}}.{{/eta}}",
      button: "Follow along",
    },
  },
  running_late: {
    text: "{{business}}: Sorry, we're running behind today.{{#eta}} We should be there around {{eta}}.{{/eta}} If that doesn't work, just text us back.",
    email: {
      subject: "We're running behind",
      body: "Sorry about this: the day got away from us.{{#eta}} We now expect to be there around {{eta}}.{{/eta}} If that doesn't work for you, call us and we'll find a better time.",
      button: "See the new time",
    },
  },
  price_waiting: {
    text: "{{business}}: Your new price is {{total}}. Please take a look and answer here: {{link}}",
    email: {
      subject: "Please check the new price: {{total}}",
      body: "The crew found more than we expected, so the price is now {{total}}. Please take a look and tell us what you think.",
      button: "See the price",
    },
  },
  attempted: {
    text: "{{business}}: We came out but couldn't finish: {{reason}}. Pick a new time: {{link}}",
    email: {
      subject: "We couldn't finish today",
      body: "We stopped by {{address}} but couldn't finish: {{reason}}. No worries, let's find another time.",
      button: "Pick a new time",
    },
  },
  dropped_off: {
    text: "{{business}}: Your {{unit}} is here till {{due_day}}. Done early? {{link}}",
    email: {
      subject: "Your {{unit}} is ready to load",
      body: "Your {{unit}} is at {{address}} and it's yours until {{due_day}}. Please keep the load below the rim, and no paint, chemicals, batteries or tires. Done early, or need more days? Tell us on your page.",
      button: "Ready, or keep it longer",
    },
  },
  completed: {
    text: "{{business}}: All done. Thanks, {{first_name}}! Here's your receipt{{#review}}; we'd love a review{{/review}}: {{link}}",
    email: {
      subject: "All done. Here's your receipt",
      body: "Thanks for hauling with us, {{first_name}}! Your receipt is below and on your page.{{#review}} Got a minute? A short review helps a small business like ours a lot.{{/review}}",
      button: "See your receipt",
      review_button: "Leave a review",
    },
  },
  cancelled: {
    text: "{{business}}: Your job for {{day}} is canceled, so we won't be coming. Is that a mistake?{{#phone}} Call us: {{phone}}{{/phone}}",
    email: {
      subject: "Canceled: {{day}}",
      body: "Your job for {{day}} is canceled, so we won't be coming.{{#reason}} Reason: {{reason}}.{{/reason}} If that's a mistake, or you'd like another day, we're happy to help.",
      button: "Book again",
    },
  },
  rental_due: {
    text: "{{business}}: Your {{unit}} is due back {{relative_day}}. Ready, or need longer? {{link}}",
    email: {
      subject: "Your {{unit}} is due back {{relative_day}}",
      body: "Your rental runs until {{due_day}}. If it's full, tell us and we'll come get it. If you need it longer, that's fine too: extra days are {{extra_day}} each.",
      button: "Ready, or keep it longer",
    },
  },
  rental_overdue: {
    text: "{{business}}: Your {{unit}} was due {{due_day}}; now {{extra_day}}/day. Ready? {{link}}",
    email: {
      subject: "Your {{unit}} was due {{due_day}}",
      body: "Your rental ended on {{due_day}}, and extra days are {{extra_day}} each ({{extra_total}} so far). Tell us when it's ready and we'll pick it up.",
      button: "It's ready",
    },
  },
  payment_received: {
    text: "{{business}}: We got your {{amount}} payment. Thank you!{{#balance}} Balance: {{balance}}.{{/balance}} {{link}}",
    email: {
      subject: "Payment received: {{amount}}",
      body: "We got your {{method}} payment of {{amount}}. Thank you!{{#balance}} Your balance is {{balance}}.{{/balance}}{{^balance}} You're paid in full.{{/balance}}",
      button: "See your receipt",
    },
  },
  refund_sent: {
    text: "{{business}}: We sent your {{amount}} refund. Cards can take up to 10 days. {{link}}",
    email: {
      subject: "Refund sent: {{amount}}",
      body: "We sent you a refund of {{amount}}. Cards can take up to 10 days to show it.",
      button: "See your receipt",
    },
  },
  invoice: {
    text: "{{business}}: Your invoice {{invoice}} for {{total}} is ready. See it or pay: {{link}}",
    email: {
      subject: "Invoice {{invoice}}: {{total}}",
      body: "Here's your invoice for {{service}}.{{#balance}} The balance is {{balance}}. You can pay from your page.{{/balance}}",
      button: "View or pay",
    },
  },
  quote_ready: {
    text: "{{business}}: Your quote is ready: {{total}}. Take a look and pick a day: {{link}}",
    email: {
      subject: "Your quote: {{total}}",
      body: "Thanks for the details. We can do it for {{total}}. If that looks good, approve it and pick a day; the price is good until {{expires}}.",
      button: "See your quote",
    },
  },
  reply: {
    text: null,
    email: {
      subject: "{{business}} wrote to you",
      body: "{{excerpt}}",
      button: "Open the conversation",
    },
  },
  office_new_booking: {
    text: "New booking: {{customer}}, {{service}}, {{day}} {{window}}, {{city}}. {{job_link}}",
    email: {
      subject: "New booking: {{customer}}, {{day}} {{window}}",
      body: "{{customer}} booked {{service}} for {{day}}, {{window}}, in {{city}}: {{total}}.",
      button: "Open the job",
    },
  },
  office_customer_change: {
    text: "{{customer}} {{action}} online: {{day}} {{window}}. {{job_link}}",
    email: {
      subject: "{{customer}} {{action}}",
      body: "{{customer}} {{action}} online: {{service}}, {{day}} {{window}}.",
      button: "Open the job",
    },
  },
  office_message: {
    text: '{{customer}}: "{{excerpt}}" Reply: {{inbox_link}}',
    email: {
      subject: "{{customer}} sent a message",
      body: '"{{excerpt}}"',
      button: "Reply",
    },
  },
  office_failed_stop: {
    text: "Couldn't finish: {{customer}}, {{address}}. {{reason}}. {{crew}}. {{job_link}}",
    email: {
      subject: "Couldn't finish: {{customer}}",
      body: "{{crew}} couldn't finish at {{address}}: {{reason}}.",
      button: "Open the job",
    },
  },
  office_parked: {
    text: "{{#count}}Messages not sent: {{count}}. Last: {{customer}} ({{error}}).{{/count}}{{^count}}{{error}}.{{/count}} {{outbox_link}}",
    email: {
      subject: "{{#count}}{{count}} message(s) couldn't be sent{{/count}}{{^count}}{{error}}{{/count}}",
      body: "{{#count}}The last one was for {{customer}}: {{error}}. They haven't heard from us.{{/count}}{{^count}}{{error}}. Customers get the other channel where they have one. Check the account and send yourself a test.{{/count}}",
      button: "{{#count}}Open the outbox{{/count}}{{^count}}Check the account{{/count}}",
    },
  },
};
