import type { ImportKind } from "./contract.ts";

/**
 * Headings as `plainHeading` writes them, per kind and field, best first: where a file has two of one field, the one
 * listed first is taken and the other kept as an attribute. Names of HubSpot, Salesforce, Pipedrive, Zoho, Odoo,
 * Dynamics 365 and Zendesk Sell, as labels and as API names, and what people call them in their own spreadsheets, in
 * English, German, French and Spanish.
 */
type Known = Record<string, string>;

const dealOf: Known = {
  dealId:
    "deal id|opportunity id|opportunityid|opportunity record id|what id|whatid|related to id|associated deal ids|associated deal id|potential id|lead id|regarding id|crm id|deal|opportunity|chance id|res id|resource id|case id|case concept name|trace id|case",
  dealName:
    "deal name|opportunity name|deal title|associated deal|associated deals|potential name|related to|deal|opportunity|regarding|verkaufschance|geschaft",
};
const memberOf: Known = {
  member:
    "activity assigned to|assigned to|assigned to user|created by|owner|owner name|user|member|rep|sales rep|sales agent|assigned|resource|org resource|last modified by|changed by|edited by|mitarbeiter|bearbeiter|verkaufer|vendedor|utilisateur|owner id|ownerid|created by id",
  memberEmail: "owner email|user email|member email|rep email|assigned to email",
};

export const knownHeadings: Record<ImportKind, Known> = {
  deals: {
    id: "record id|opportunity id|deal id|potential id|hs object id|id|external id|opportunityid|lead id|deal record id|opportunity number|deal number|opportunity no|deal no|lead number|prospect id|case id|case concept name|record number|nummer|chancen id|vorgangsnummer",
    name: "deal name|opportunity name|deal title|potential name|dealname|topic|title|name|opportunity|deal|bezeichnung|titel|verkaufschance|nom|nom de l affaire|titre|nombre|nombre del negocio|oportunidad|affaire|geschaft",
    account:
      "account name|associated company primary|associated company|primary associated company|deal organization|organization|organisation|company name|potential customer|parent account|partner id|partner name|account|company|customer|client|kunde|firma|unternehmen|client name|cliente|empresa|societe|entreprise|compte|cuenta|contact company name",
    accountId:
      "account id|accountid|deal organization id|organization id|associated company ids primary|associated company ids|company id|parentaccountid|customer id|kundennummer",
    owner:
      "deal owner|opportunity owner|potential owner|owner name|owner full name|salesperson|sales person|sales agent|sales rep|salesrep|account executive|rep|seller|agent|owner|user id|assigned to|hubspot owner id|owner id|ownerid|verkaufer|verantwortlich|besitzer|eigentumer|betreuer|vertriebler|proprietaire|commercial|vendeur|propietario|vendedor|comercial|responsable|zustandig",
    ownerEmail: "deal owner email|opportunity owner email|owner email|salesperson email|rep email|deal owner e mail",
    pipeline: "deal pipeline|pipeline|sales pipeline|sales process|team id|sales team|vertriebspipeline|record type",
    stage:
      "deal stage|stage name|stagename|opportunity stage|stage|dealstage|stage id|sales stage|stepname|pipeline stage|pipeline phase|phase|stufe|verkaufsphase|etape|etape de l affaire|etapa|etapa del negocio|fase|schritt|status|deal status",
    status:
      "deal status|statecode|state code|state|statuscode|status reason|opportunity status|status|deal outcome|opportunity outcome|sale outcome|sales outcome|outcome|deal result|opportunity result|sale result|result|won or lost|ergebnis|resultat|resultado|statut|estado|won lost|win loss|abschluss",
    isWon:
      "is closed won|hs is closed won|iswon|is won|won|deal won|gewonnen|gagne|ganado|converted|is converted|isconverted|conversion|sold|success|status|deal outcome|opportunity outcome|sale outcome|sales outcome|outcome|deal result|opportunity result|result|target|label",
    isLost: "is closed lost|hs is closed lost|is lost|lost|verloren|perdu|perdido",
    isClosed: "is deal closed|hs is closed|isclosed|is closed|closed|geschlossen",
    active: "active",
    probability:
      "probability|deal probability|closeprobability|close probability|win probability|win likelihood|success probability|wahrscheinlichkeit|probabilite|probabilidad|chance",
    amount:
      "amount|deal value|opportunity amount|opportunity amount usd|amount usd|estimatedvalue|estimated value|est revenue|estimated revenue|expected revenue|value|deal amount|deal size|close value|total contract value|annual contract value|revenue|betrag|wert|umsatz|auftragswert|volumen|summe|montant|valeur|importe|valor|monto|amount in company currency|price|contract value",
    wonAmount: "actualvalue|actual value|actual revenue|actual revenue base",
    currency:
      "deal currency of value|deal currency code|currencyisocode|currency iso code|amount currency|opportunity currency|currency|transactioncurrencyid|wahrung|devise|moneda|company currency",
    created:
      "create date|created date|createdate|deal deal created|deal created|deal add time|created time|created on|createdon|created at|createddate|created|creation date|date created|engage date|open date|opened|opened on|date opened|start date|entry date|erstellt am|erstellt|erstelldatum|angelegt am|anlagedatum|date de creation|cree le|fecha de creacion|creado|creado el",
    closeDate:
      "close date|closedate|closing date|date de cloture|date de fermeture|abschlussdatum|fecha de cierre|date cloture|schlussdatum|close",
    expectedClose:
      "expected close date|deal expected close date|date deadline|expected closing|expected close|estimatedclosedate|estimated close date|est close date|expected closing date|forecast close date|erwartetes abschlussdatum|voraussichtlicher abschluss|cloture prevue|fecha de cierre prevista|cierre esperado",
    closed:
      "actual close date|actualclosedate|date closed|closed date|closed at|closed on|deal deal closed on|deal closed on|close time|closed time|closed|abgeschlossen am|geschlossen am|cloture le|cerrado el",
    wonAt: "deal won time|won time|won on|won date|won at|gewonnen am|gagne le|ganado el",
    lostAt: "deal lost time|lost time|lost on|lost date|lost at|verloren am|perdu le|perdido el",
    stageSince:
      "last stage change date|deal last stage change|last stage change|laststagechangedate|date last stage update|last stage update|last stage change at|stage changed at|in stage since|stage since|stage entered|current stage since",
    pitched:
      "pitch date|pitched on|pitched|proposal date|proposal sent|presentation date|quote date|angebotsdatum|demo date",
    termMonths:
      "contract term months|contract term|term months|offered term|offered term months|laufzeit|laufzeit monate|term|duree|duree mois|plazo",
    lossKind: "loss kind",
    lossReason:
      "closed lost reason|deal lost reason|lost reason|loss reason|reason for loss|reason lost|lost reason id|loss reason id|reason for losing|why lost|closed lost reasons|verlustgrund|grund|absagegrund|raison de la perte|motif de perte|motivo de perdida|razon de perdida|reason|status reason",
    wonReason: "closed won reason|won reason|win reason|reason won|gewinngrund",
    competitor:
      "competitor|main competitor|main competitors|competitors|competitor name|lost to|lost to competitor|primary competitor|wettbewerber|konkurrent|concurrent|competidor",
    leadSource:
      "lead source|leadsource|original traffic source|hs analytics source|deal source origin|source origin|source id|deal source|source|origin|utm source|lead origin|quelle|herkunft|leadquelle|origine|fuente|origen|deal source channel",
    product: "product|product name|product interest|products|produkt|produit|producto|artikel",
    persona: "persona|buyer persona|target persona|hs persona|icp persona|zielgruppe|persona cible",
    campaign:
      "campaign|campaign name|primary campaign source|primary campaign|campaign source|utm campaign|campaignid|campaign id|kampagne|campagne|campana",
    message: "campaign message|value proposition|messaging|botschaft",
    segment: "segment|customer segment|market segment|kundensegment|segment de clientele|segmento",
    wonBackFrom: "won back from",
    callOn: "next check up|call again on",
  },
  accounts: {
    id: "account id|accountid|record id|organization id|company id|customer id|id|external id|hs object id|kundennummer|organization - id",
    name: "account name|company name|organization name|name|account|company|organization|customer|customer name|client|display name|firma|kunde|unternehmen|entreprise|societe|empresa|cliente",
  },
  contacts: {
    id: "contact id|contactid|person id|record id|id|external id",
    name: "full name|contact name|person name|name|display name|contact|person|ansprechpartner|kontakt|nom complet|nombre completo|complete name",
    firstName: "first name|firstname|person first name|vorname|prenom|nombre",
    lastName: "last name|lastname|person last name|surname|nachname|nom|apellido|apellidos",
    email:
      "email|e mail|email address|contact email|person email|work email|person email work|emailaddress1|mail|e mail adresse|correo",
    phone:
      "phone|phone number|business phone|work phone|person phone|person phone work|telephone1|mobile|mobile phone|mobile phone number|telefon|telefono|telephone",
    jobTitle: "job title|jobtitle|title|person job title|position|function|funktion|poste|cargo|puesto",
    account:
      "account name|associated company|primary company|company name|person organization|organization|account|company|parent company|firma|kunde|entreprise|empresa|partner name",
    accountId:
      "account id|accountid|primary associated company id|associated company id|organization id|person organization id|company id|parentcustomerid",
    ...dealOf,
    role: "buying role|role|contact role|buyer role|buying roles|hs buying role|rolle|kaufrolle|rol|stakeholder role",
    roleSince: "role since|role known since|role date|known since|role changed",
  },
  stages: {
    ...dealOf,
    stage:
      "to stage|new stage|stage name|stagename|stage entered|deal stage|stage|stage id|new value|to|phase|neue phase|etape|etapa|activity|event|event name|concept name|task|step|status",
    pipeline: "pipeline|deal pipeline",
    enteredAt:
      "entered at|entered on|entered|date entered|stage entered at|changed at|change date|createddate|created date|created at|date|timestamp|time timestamp|complete timestamp|completion time|end timestamp|start timestamp|event time|time|last modified date|last modified|edit date|datum|fecha|at",
    amount: "amount|value|betrag|montant",
    currency: "currency|currencyisocode|currency iso code",
    expectedClose: "close date|closedate|expected close date|expected close",
    ...memberOf,
  },
  activities: {
    id: "activity id|task id|engagement id|record id|id|event id|external id",
    ...dealOf,
    activityKind:
      "activity type|task subtype|tasksubtype|engagement type|call or meeting|activitytypecode|type|kind|activity|activity kind|event|event type|concept name|typ|art|tipo",
    happenedAt:
      "activity date|activitydate|activity date time|activitydatetime|happened at|occurred at|hs timestamp|time timestamp|complete timestamp|event time|due date|start date time|start time|actual end|completed date|completed on|marked as done time|completed date time|date|timestamp|time|when|sent at|created date|createddate|create date|created at|datum|fecha|at",
    direction: "direction|call type|calltype|email direction|call direction|directioncode|richtung",
    answered: "answered|call outcome|call disposition|calldisposition|outcome|call result|result|ergebnis",
    subject: "subject|title|summary|betreff|sujet|asunto|activity subject|name",
    body: "description|body|comments|full comments|note|notes|text|email body|call notes|beschreibung|notiz",
    contact: "contact name|contact|person|name of contact|associated contact|contact person|ansprechpartner|who id",
    contactEmail: "contact email|email|to address|e mail",
    ...memberOf,
  },
  members: {
    id: "user id|person id|member id|employee id|id|record id|external id",
    name: "full name|user name|name|sales agent|sales rep|salesperson|agent|rep|member|employee|user|owner|verkaufer|mitarbeiter|nom complet|vendedor",
    firstName: "first name|firstname|vorname|prenom|nombre",
    lastName: "last name|lastname|surname|nachname|nom|apellido",
    email: "email|e mail|email address|user email|work email|mail|correo",
    manager:
      "manager|manager name|sales manager|reports to|team lead|leiter|vorgesetzter|teamleiter|supervisor|jefe|responsable",
  },
  steps: {
    id: "answer id|step answer id|record id|id",
    ...dealOf,
    step: "step|sales step|step name|step key|question|schritt|frage",
    done: "done|completed|complete|is done|erledigt|state",
    answer: "answer|text|note|notes|value|antwort|reponse|respuesta",
    saidBy: "said by|who said it|source|contact|contact name|von",
    happenedAt:
      "happened at|answered at|answered on|done at|done on|date|timestamp|time|when|created at|created date|datum|fecha|at",
    ...memberOf,
  },
};

/** Headings only one CRM writes. Two of them name it. */
export const signatures: [crm: string, headings: RegExp][] = [
  ["Pipedrive", /^(?:Deal|Person|Organization|Activity) - /],
  [
    "HubSpot",
    /^(?:Record ID.*|Deal Stage|Is Closed Won|Is closed lost|Is Deal Closed\?|Associated Company(?: \(Primary\))?|Original Traffic Source|Closed (?:Lost|Won) Reason|hs_\w+|hubspot_owner_id|dealname|dealstage|closedate|Date entered ".*|Cumulative time in ".*|Number of Associated Contacts|Associated Deal.*|Create Date|Days to close)$/i,
  ],
  [
    "Salesforce",
    /^(?:Opportunity (?:ID|Name|Owner)|Fiscal Period|Owner Role|Stage Duration|StageName|IsWon|IsClosed|ForecastCategory(?:Name)?|LeadSource|OpportunityId|AccountId|OwnerId|CurrencyIsoCode|LastStageChangeDate|PushCount|WhatId|WhoId|PrevAmount|PrevCloseDate|TaskSubtype|ActivityDate|Probability \(%\)|\w+__c)$/i,
  ],
  [
    "Zoho",
    /^(?:Closing Date|Reason For Loss.*|Potential (?:Name|Owner|Id)|Campaign Source|Created Time|Modified By|Deal Owner|Modified Time)$/i,
  ],
  [
    "Odoo",
    /^(?:stage_id(?:\/.*)?|team_id(?:\/.*)?|user_id(?:\/.*)?|partner_id(?:\/.*)?|partner_name|expected_revenue|date_deadline|date_last_stage_update|lost_reason_id(?:\/.*)?|date_open|Expected Closing|Salesperson|Sales Team|Lost Reason)$/i,
  ],
  [
    "Dynamics 365",
    /^(?:estimatedvalue|estimatedclosedate|actualvalue|actualclosedate|statecode|statuscode|stepname|closeprobability|Est\. Revenue|Est\. Close Date|Potential Customer|Topic|Status Reason|Pipeline Phase|\(Do Not Modify\).*)$/i,
  ],
  [
    "Zendesk Sell",
    /^(?:stage_id|source_id|loss_reason_id|unqualified_reason_id|last_stage_change_at|estimated_close_date|last_activity_at)$/i,
  ],
];
