"""The forty cycles of the story: what was tried, predicted, seen and decided. Some ideas work, some do not."""

from dataclasses import dataclass

from nic.cycles.models import Answer, CycleState, Decision

STARTERS = "sentence starters on every table"
WALL = "a word wall made with students"
PARTNERS = "talk partners chosen by card"
OPEN_TASK = "one open task a week"
TEN_MINUTES = "ten protected minutes for discussion"
MISTAKE = "“my favorite mistake” as a warm-up"
INTERVIEWS = "peer interviews after the task"
STICKS = "equity sticks"
TEXT = "a text message on the first morning"
CALL = "a call by an adult the family knows"
POSTCARD = "a postcard with days missed, not percentages"
DOOR = "two adults at the door by name"
CHECK_IN = "a two-minute check-in on Mondays"
VISIT = "a home visit after the third absence"
BUDDY = "a bus buddy for younger students"

ADOPT, ADAPT, ABANDON = Decision.ADOPT, Decision.ADAPT, Decision.ABANDON
YES, PARTLY, NO, UNCLEAR = Answer.YES, Answer.PARTLY, Answer.NO, Answer.UNCLEAR


@dataclass(frozen=True, slots=True)
class CycleStory:
    """One cycle. ``began`` counts school weeks before this one; texts beyond the state that was reached stay empty."""

    team: str
    idea: str
    began: int
    weeks: int
    scale: str
    prediction: str
    happened: str = ""
    surprised: str = ""
    results: str = ""
    matched: Answer | None = None
    learned: str = ""
    decision: Decision | None = None
    detail: str = ""
    state: CycleState = CycleState.CLOSED
    follows: bool = False
    shared: bool = False


G6 = "Maple Street School / Grade 6 team"
B5 = "Birch Hollow School / Grade 5 team"
C7 = "Cedar Valley Middle School / Grade 7 mathematics"
E6 = "Elm Park School / Grade 6 mathematics"
F6 = "Fern Creek School / Middle grades team"
L8 = "Lakeside School / Grade 8 team"
S5 = "Stony Brook School / Grade 5 and 6 team"
MA = "Maple Street School / Attendance team"
HW = "Harbor View School / Welcome team"
N9 = "Millbrook School / Ninth-grade team"
FP = "Stony Brook School / Family partnership team"
EM = "Elm Park School / Morning team"

STORIES: tuple[CycleStory, ...] = (
    CycleStory(
        G6, MISTAKE, 37, 2, "one class, two weeks",
        "More hands go up when a mistake is on the board: 8 instead of 5.",
        "Showed one mistake at the start of six lessons.",
        "The student whose mistake it was looked at the floor each time.",
        "5 hands, as before.", NO, "It put the quiet students on stage. A mistake must be nobody's.",
        ABANDON, "It singled out one student each time, and no more students spoke.", shared=True,
    ),
    CycleStory(
        G6, WALL, 32, 3, "one class, three weeks",
        "Half the class uses a word from the wall in each lesson.",
        "Students chose ten words and wrote them up themselves.",
        "They chose words we would not have: “because” and “unless”.",
        "17 of 24 students used one; the words that they chose, not ours.", YES,
        "Words that students choose are used. Ours were decoration.",
        ADOPT, "Every sixth grade makes its own wall in September.", shared=True,
    ),
    CycleStory(
        G6, STARTERS, 19, 1, "one group, one lesson",
        "Three of four students at the table explain a step aloud.",
        "Cards with six sentence starters lay on one table.",
        "They read the cards aloud before they used them.",
        "Two of four explained a step.", PARTLY, "Six are too many: they read instead of talking.",
        ADAPT, "Three short starters on one card.", shared=True,
    ),
    CycleStory(
        G6, STARTERS, 15, 2, "one class, two weeks",
        "Ten of 24 students explain a step aloud in the observed lesson.",
        "Three starters on each table, every lesson.",
        "By the second week some tables turned the card over and still used the words.",
        "13 of 24.", YES, "Short cards work, and they can be taken away again.",
        ADAPT, "Students write two starters of their own.", follows=True, shared=True,
    ),
    CycleStory(
        G6, STARTERS, 3, 5, "both classes, five weeks",
        "Half of the students explain a step aloud, in both classes.",
        "Used in four of five lessons. Two tables stopped needing the cards by Thursday.",
        "The second class is ahead of the first, where we began.",
        state=CycleState.DOING, follows=True,
    ),
    CycleStory(
        G6, PARTNERS, 6, 3, "one class, three weeks",
        "With a partner chosen by card, five more students speak in the plenary.",
        "Cards drawn on Mondays; the same partner for the week.",
        "Nobody complained about a partner after the first week.",
        state=CycleState.STUDYING,
    ),
    CycleStory(
        G6, INTERVIEWS, -1, 2, "one class, one week", "Every student can say what the partner was thinking.",
        state=CycleState.PLANNED,
    ),
    CycleStory(
        B5, STARTERS, 24, 2, "one class, two weeks",
        "The “how do you know” line is filled in by 15 of 22.",
        "Starters printed above the line on the exit ticket.",
        "They copied the starter and stopped there on the first day.",
        "14 of 22 lines filled in the second week.", YES, "A starter on paper helps writing as it helps talk.",
        ADOPT, "On every exit ticket in grade 5; the grade 4 team has asked for them.", shared=True,
    ),
    CycleStory(
        B5, OPEN_TASK, 12, 4, "one class, four weeks",
        "Students find at least three ways, and explain one that is not their own.",
        "One open task each Wednesday.", "The third task was too open: silence for four minutes.",
        "Three ways in two of four tasks.", PARTLY, "An open task needs a first step that everybody can take.",
        ADAPT, "Begin with a drawing that everybody can make.", shared=True,
    ),
    CycleStory(
        B5, OPEN_TASK, 2, 4, "one class, four weeks", "With a first drawing, nobody is silent after one minute.",
        "Two tasks so far; both began with a drawing.", "The drawings are the best record of their reasoning.",
        state=CycleState.DOING, follows=True,
    ),
    CycleStory(
        C7, STICKS, 30, 3, "one class, three weeks", "Every student speaks at least once a week.",
        "Names on sticks, drawn for each question.", "Two students asked to be taken out of the cup.",
        "All spoke, but answers became shorter: most were one word.", NO,
        "Being drawn makes students speak, not reason.", ABANDON,
        "It raised the number of voices and lowered what they said.", shared=True,
    ),
    CycleStory(
        C7, PARTNERS, 20, 4, "one class, four weeks", "40 % explain a step aloud.",
        "Partners by card twice a week.", "Partners talked, and then fell silent in the plenary.",
        "36 %, as before.", NO, "Rehearsal alone did not change the plenary in this class.",
        ADAPT, "The partner reports, not the student.", shared=True,
    ),
    CycleStory(
        C7, PARTNERS, 8, 4, "one class, four weeks", "When the partner reports, 45 % are heard.",
        "Reports by partners on three days a week.", "It takes twice the time.", "37 %.", NO,
        "Ordinary variation. We look for something else.", ABANDON, "Two tries in eight weeks changed nothing here.",
        follows=True,
    ),
    CycleStory(
        C7, TEN_MINUTES, 1, 3, "one class, three weeks", "Ten minutes kept free bring 12 minutes of student talk.",
        "First week: kept on three of four days.", state=CycleState.DOING,
    ),
    CycleStory(
        E6, STARTERS, 13, 2, "one class, two weeks", "45 % explain a step aloud.",
        "The three short starters of the Maple Street team.", "Our students asked for a fourth: “I disagree because”.",
        "47 %.", YES, "It worked at once with what another team had learned.",
        ADAPT, "Add “I disagree because”.", shared=True,
    ),
    CycleStory(
        E6, STARTERS, 9, 3, "three classes, three weeks", "45 % in all three classes.",
        "Four starters on each table in grade 6.", "The class with a new teacher did it best.", "44, 46 and 49 %.", YES,
        "It does not depend on the teacher who began it.", ADOPT, "All of grade 6; grade 7 begins after the break.",
        follows=True, shared=True,
    ),
    CycleStory(
        E6, WALL, 4, 3, "one class, three weeks", "Half of the class uses a word of the wall.",
        "The wall has 14 words now.", "They argue about which words deserve a place.", "15 of 25 used one.", YES,
        "Arguing over words is itself reasoning.", state=CycleState.ACTING,
    ),
    CycleStory(
        E6, INTERVIEWS, -2, 2, "one group, one lesson", "Each student reports one thought of the partner.",
        state=CycleState.PLANNED,
    ),
    CycleStory(
        F6, PARTNERS, 16, 3, "one class of nine, three weeks", "Seven of nine speak in each lesson.",
        "Partners by card, changed each Monday.", "In a class of nine everybody had been everybody's partner by week two.",
        "Seven or eight in each lesson.", YES, "Small classes need a longer deck of reasons to talk.",
        ADOPT, "Kept, with a question card added.", shared=True,
    ),
    CycleStory(
        F6, OPEN_TASK, 7, 4, "two classes, four weeks", "Two ways are explained in each task.",
        "One task a week, taken from the Birch Hollow team.", "Grade 7 found five ways once.", "Two or more in three of four.",
        YES, "Tasks of another team can be used as they are.", ADOPT, "A shared folder of tasks.", shared=True,
    ),
    CycleStory(
        F6, TEN_MINUTES, 2, 3, "one class, three weeks", "Talk lasts ten minutes without us.",
        "Held twice; a fire drill took the third.", state=CycleState.PAUSED,
    ),
    CycleStory(
        L8, STICKS, 22, 2, "one class, two weeks", "More voices in each lesson.",
        "Tried for two weeks.", "A student stayed silent three times in a row when drawn.", "Fewer raised hands than before.", NO,
        "It felt like a test to them.", ABANDON, "It made speaking a risk.",
    ),
    CycleStory(
        L8, MISTAKE, 14, 3, "two classes, three weeks", "50 % explain a step aloud.",
        "A mistake of a former year, nobody's name.", "They were kind, and brief.", "33 %, below where we began.", NO,
        "Warm-ups took the time that talk had had.", ABANDON, "Ten minutes a lesson were gone.", shared=True,
    ),
    CycleStory(
        L8, TEN_MINUTES, 5, 4, "one class, four weeks", "With ten minutes kept free we are back at 40 %.",
        "Kept in most lessons.", "The bell schedule changed in week two.", state=CycleState.STUDYING,
    ),
    CycleStory(
        S5, STARTERS, 28, 2, "one group, two weeks", "Three of five explain a step.",
        "Starters on cards with pictures.", "The pictures were not needed.", "Four of five.", YES, "Start small, start Monday.",
        ADAPT, "One class, no pictures.", shared=True,
    ),
    CycleStory(
        S5, STARTERS, 25, 3, "one class, three weeks", "40 % explain a step.",
        "In every lesson.", "Students corrected us when we forgot the cards.", "43 %.", YES, "It has become theirs.",
        ADAPT, "Both grades.", follows=True, shared=True,
    ),
    CycleStory(
        S5, STARTERS, 18, 4, "grades 5 and 6, four weeks", "40 % in both grades.",
        "In all four classes.", "Grade 5 is ahead of grade 6.", "42 and 39 %.", YES, "Younger students take to it faster.",
        ADOPT, "Part of the first week of school from now on.", follows=True, shared=True,
    ),
    CycleStory(
        S5, INTERVIEWS, 3, 4, "one class, four weeks", "Every student can report a partner's thought.",
        "Interviews on Wednesdays.", "Some interview better than we do.", state=CycleState.DOING,
    ),
    CycleStory(
        MA, TEXT, 18, 3, "grade 6, three weeks", "Eight of ten families answer on the first day.",
        "A text by nine o'clock, signed by the homeroom teacher.", "Answers came within ten minutes.", "Seven of ten.", YES,
        "A kind text is answered; a robot call was not.", ADOPT, "Whole school since January.", shared=True,
    ),
    CycleStory(
        MA, POSTCARD, 10, 4, "30 families, four weeks", "Half of these students miss fewer days.",
        "A postcard with the number of days.", "Two families thanked us; none was angry.", "18 of 30 missed fewer days.", YES,
        "Days are understood, percentages are not.", ADAPT, "Send it before a break, not after.", shared=True,
    ),
    CycleStory(
        MA, POSTCARD, 2, 4, "60 families, before the break", "The Friday before the break stays above 88 %.",
        "60 cards sent, half of them with a word by hand.", "The office staff wanted to write some, too.",
        state=CycleState.DOING, follows=True,
    ),
    CycleStory(
        HW, DOOR, 26, 3, "one entrance, three weeks", "Fewer late arrivals: 12 instead of 20 a day.",
        "Two adults at the main door with the list of names.", "The bus drivers began to greet by name, too.", "13 a day.", YES,
        "A name costs nothing.", ADOPT, "All three entrances.", shared=True,
    ),
    CycleStory(
        HW, CHECK_IN, 12, 4, "40 students, four weeks", "30 of 40 miss one day or none.",
        "Two minutes each Monday with the same adult.", "Students asked for their check-in when the adult was ill.",
        "31 of 40.", YES, "It must be the same adult.", ADOPT, "80 students after the break.", shared=True,
    ),
    CycleStory(
        HW, VISIT, 3, 6, "six families, six weeks", "Four of six students come back for good.",
        "Three visits so far, always in pairs.", "The reason was the laundry in one home.", state=CycleState.DOING,
    ),
    CycleStory(
        N9, CALL, 25, 4, "25 students, four weeks", "Attendance of the 25 rises by two days a month.",
        "A call by the ninth-grade advisor.", "Half of the numbers were wrong.", "No change.", NO,
        "We have to have the numbers first.", ABANDON, "Half of the calls reached nobody.", shared=True,
    ),
    CycleStory(
        N9, CHECK_IN, 11, 3, "one homeroom, three weeks", "18 of 22 are there every Monday.",
        "Check-ins on three Mondays.", "", state=CycleState.STOPPED,
        detail="The advisor changed schools in the second week; nobody could take it over.",
    ),
    CycleStory(
        N9, TEXT, -1, 3, "one homeroom, three weeks", "Six of ten families answer on the first day.",
        state=CycleState.PLANNED,
    ),
    CycleStory(
        FP, VISIT, 15, 8, "eight families, eight weeks", "Five of eight students miss one day a month or none.",
        "Eight visits, with the family's teacher.", "Families asked us about their other children.", "Six of eight.", YES,
        "A visit opens more than it was made for.", ADOPT, "After the third absence, for every family that wishes it.",
        shared=True,
    ),
    CycleStory(
        FP, BUDDY, 4, 3, "bus 12, three weeks", "No younger student misses bus 12.",
        "Six buddies, six younger students.", "The buddies come more often themselves.", state=CycleState.STUDYING,
    ),
    CycleStory(
        EM, DOOR, 17, 3, "one entrance, three weeks", "Late arrivals fall from 15 to 10 a day.",
        "Two adults at the door on most days.", "On rainy days nobody stops to be greeted.", "14 a day.", UNCLEAR,
        "Three weeks of rain. We do not know.", ADAPT, "Greet in the hall, not at the door.", shared=True,
    ),
)
