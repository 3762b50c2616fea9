import type { DefaultTexts } from "../default-text.ts";

/** The Spanish texts that a business starts with. Each text is one GSM-7 segment with usual values. */
export const spanish: DefaultTexts = {
  requested: {
    text: "{{business}}: ¡Recibimos su solicitud, gracias! Le confirmamos muy pronto. {{link}}",
    email: {
      subject: "Recibimos su solicitud",
      body: "Gracias por escribirnos. Estamos revisando la agenda y le respondemos muy pronto. Todavía no hay nada reservado; no tiene que hacer nada.",
      button: "Ver su solicitud",
    },
  },
  booked: {
    text: "{{business}}: ¡Reservado! {{day}}, {{window}}. {{link}} HELP para ayuda, STOP para salir",
    email: {
      subject: "Reservado: {{day}}, {{window}}",
      body: "Quedó en la agenda: {{service}}, el {{day}}, {{window}}, en {{address}}. Le recordamos un día antes y le avisamos cuando vayamos en camino. ¿Necesita cambiar o cancelar? Puede hacerlo en su página.",
      button: "Ver su reserva",
    },
  },
  deposit_due: {
    text: "{{business}}: ¡Casi listo! Pague {{amount}} antes de las {{expires}} para el {{day}}. {{link}}",
    email: {
      subject: "Casi listo: anticipo de {{amount}}",
      body: "Le guardamos el {{day}}, {{window}}. Pague el anticipo de {{amount}} antes de las {{expires}} y queda reservado.",
      button: "Pagar el anticipo",
    },
  },
  changed: {
    text: "{{business}}: Su cita es el {{day}}, {{window}}. ¿No le queda bien? Responda. {{link}}",
    email: {
      subject: "Su cita: {{day}}, {{window}}",
      body: "Le esperamos el {{day}}, {{window}}, para {{service}} en {{address}}. Si no le sirve, elija otra hora en su página o llámenos.",
      button: "Ver su reserva",
    },
  },
  reminder: {
    text: "{{business}}: ¡Nos vemos {{relative_day}}, {{window}}! Por favor deje libre la entrada. {{link}}",
    email: {
      subject: "Nos vemos {{relative_day}}, {{window}}",
      body: "Le recordamos que llegamos {{relative_day}}, {{window}}, para {{service}} en {{address}}. Por favor deje espacio para el camión y acceso a todo lo que nos llevamos.",
      button: "Ver los detalles",
    },
  },
  on_the_way: {
    text: "{{business}}: ¡{{crew}} va en camino!{{#eta}} Llega a eso de las {{eta}}.{{/eta}} {{link}}",
    email: {
      subject: "{{crew}} va en camino",
      body: "{{crew}} acaba de salir hacia {{address}}.{{#eta}} Llegamos a eso de las {{eta}}.{{/eta}}",
      button: "Ver el avance",
    },
  },
  running_late: {
    text: "{{business}}: Disculpe, vamos con retraso.{{#eta}} Llegamos a eso de las {{eta}}.{{/eta}} Si no le queda bien, responda a este mensaje.",
    email: {
      subject: "Vamos con retraso",
      body: "Disculpe la demora: hoy se nos complicó el día.{{#eta}} Ahora calculamos llegar a eso de las {{eta}}.{{/eta}} Si no le sirve, llámenos y buscamos otra hora.",
      button: "Ver la nueva hora",
    },
  },
  price_waiting: {
    text: "{{business}}: Su nuevo precio es {{total}}. Por favor revise y responda: {{link}}",
    email: {
      subject: "Revise el nuevo precio: {{total}}",
      body: "Encontramos más de lo previsto; el precio ahora es {{total}}. Por favor revíselo y díganos qué le parece.",
      button: "Ver el precio",
    },
  },
  attempted: {
    text: "{{business}}: No se pudo terminar: {{reason}}. Elija otra fecha: {{link}}",
    email: {
      subject: "Hoy no pudimos terminar",
      body: "Pasamos por {{address}}, pero no pudimos terminar: {{reason}}. No se preocupe, busquemos otra fecha.",
      button: "Elegir otra fecha",
    },
  },
  dropped_off: {
    text: "{{business}}: Ya tiene su {{unit}} hasta el {{due_day}}. ¿Listo antes? {{link}}",
    email: {
      subject: "Ya puede llenar su {{unit}}",
      body: "Su {{unit}} está en {{address}} y es suyo hasta el {{due_day}}. Por favor no pase del borde; nada de pintura, químicos, baterías ni llantas. ¿Terminó antes o necesita más días? Avísenos en su página.",
      button: "Listo, o más días",
    },
  },
  completed: {
    text: "{{business}}: ¡Listo! Gracias, {{first_name}}. Su recibo{{#review}} y un lugar para su reseña{{/review}}: {{link}}",
    email: {
      subject: "¡Listo! Aquí está su recibo",
      body: "¡Gracias por elegirnos, {{first_name}}! Su recibo está abajo y en su página.{{#review}} ¿Tiene un minuto? Una reseña corta le ayuda mucho a un negocio pequeño como el nuestro.{{/review}}",
      button: "Ver su recibo",
      review_button: "Dejar una reseña",
    },
  },
  cancelled: {
    text: "{{business}}: Su servicio del {{day}} fue cancelado y no iremos. ¿Fue un error?{{#phone}} Llame al {{phone}}{{/phone}}",
    email: {
      subject: "Cancelado: {{day}}",
      body: "Su servicio del {{day}} quedó cancelado y no iremos.{{#reason}} Motivo: {{reason}}.{{/reason}} Si fue un error o quiere otra fecha, con gusto le ayudamos.",
      button: "Reservar otra vez",
    },
  },
  rental_due: {
    text: "{{business}}: Su {{unit}} vence {{relative_day}}. ¿Listo, o lo extiende? {{link}}",
    email: {
      subject: "Su {{unit}} vence {{relative_day}}",
      body: "Su renta termina el {{due_day}}. Si ya está lleno, avísenos y pasamos por él. Si lo necesita más tiempo, no hay problema: cada día extra cuesta {{extra_day}}.",
      button: "Listo, o más días",
    },
  },
  rental_overdue: {
    text: "{{business}}: Su {{unit}} era hasta el {{due_day}}; son {{extra_day}} diarios. {{link}}",
    email: {
      subject: "La renta de su {{unit}} terminó el {{due_day}}",
      body: "Cada día extra cuesta {{extra_day}} ({{extra_total}} hasta ahora). Avísenos cuando esté listo y lo recogemos.",
      button: "Ya está listo",
    },
  },
  payment_received: {
    text: "{{business}}: Recibimos su pago de {{amount}}. ¡Gracias!{{#balance}} Saldo: {{balance}}.{{/balance}} {{link}}",
    email: {
      subject: "Pago recibido: {{amount}}",
      body: "Recibimos su pago de {{amount}} ({{method}}). ¡Gracias!{{#balance}} Su saldo es {{balance}}.{{/balance}}{{^balance}} Ya no debe nada.{{/balance}}",
      button: "Ver su recibo",
    },
  },
  refund_sent: {
    text: "{{business}}: Enviamos su reembolso de {{amount}}. Puede tardar una semana. {{link}}",
    email: {
      subject: "Reembolso enviado: {{amount}}",
      body: "Le enviamos un reembolso de {{amount}}. Con tarjeta puede tardar una semana.",
      button: "Ver su recibo",
    },
  },
  invoice: {
    text: "{{business}}: Su factura {{invoice}} por {{total}} ya puede verse y pagarse: {{link}}",
    email: {
      subject: "Factura {{invoice}}: {{total}}",
      body: "Aquí tiene su factura por {{service}}.{{#balance}} El saldo es {{balance}}. Puede pagar desde su página.{{/balance}}",
      button: "Ver o pagar",
    },
  },
  quote_ready: {
    text: "{{business}}: Ya tiene su presupuesto: {{total}}. Revise y elija la fecha: {{link}}",
    email: {
      subject: "Su presupuesto: {{total}}",
      body: "Gracias por los datos. Podemos hacerlo por {{total}}. Si le parece bien, apruébelo y elija la fecha; el precio vale hasta el {{expires}}.",
      button: "Ver el presupuesto",
    },
  },
  reply: {
    text: null,
    email: {
      subject: "{{business}} le escribió",
      body: "{{excerpt}}",
      button: "Abrir la conversación",
    },
  },
  office_new_booking: {
    text: "Nueva reserva: {{customer}}, {{service}}, {{day}} {{window}}, {{city}}. {{job_link}}",
    email: {
      subject: "Nueva reserva: {{customer}}, {{day}} {{window}}",
      body: "{{customer}} reservó {{service}} para el {{day}}, {{window}}, en {{city}}: {{total}}.",
      button: "Abrir el trabajo",
    },
  },
  office_customer_change: {
    text: "{{customer}} {{action}}: {{day}} {{window}}. {{job_link}}",
    email: {
      subject: "{{customer}} {{action}}",
      body: "{{customer}} {{action}} en línea: {{service}}, {{day}} {{window}}.",
      button: "Abrir el trabajo",
    },
  },
  office_message: {
    text: '{{customer}}: "{{excerpt}}" Responda: {{inbox_link}}',
    email: {
      subject: "{{customer}} mandó un mensaje",
      body: '"{{excerpt}}"',
      button: "Responder",
    },
  },
  office_failed_stop: {
    text: "No se pudo: {{customer}}, {{address}}. {{reason}}. {{crew}}. {{job_link}}",
    email: {
      subject: "No se pudo terminar: {{customer}}",
      body: "{{crew}} no pudo terminar en {{address}}: {{reason}}.",
      button: "Abrir el trabajo",
    },
  },
  office_parked: {
    text: "{{#count}}Mensajes sin enviar: {{count}}. Entre ellos: {{customer}} ({{error}}).{{/count}}{{^count}}{{error}}.{{/count}} {{outbox_link}}",
    email: {
      subject: "{{#count}}{{count}} mensaje(s) sin enviar{{/count}}{{^count}}{{error}}{{/count}}",
      body: "{{#count}}El último era para {{customer}}: {{error}}. Todavía no recibe nuestro mensaje.{{/count}}{{^count}}{{error}}. Los clientes reciben el otro canal si lo tienen. Revise la cuenta y envíese una prueba.{{/count}}",
      button: "{{#count}}Abrir la bandeja{{/count}}{{^count}}Revisar la cuenta{{/count}}",
    },
  },
};
