"""What a turn decides to have done. Imperatives: the shell applies them in the turn's transaction.

`period` is always a period's key, `unit` a unit's code.
"""

from typing import TypeAlias

from domain.effects.others import (
    AnswerSignOff,
    AskSignOff,
    Audience,
    CompileReport,
    DropRewriting,
    EveryoneWith,
    FetchFile,
    FocalPointsOf,
    ForgetMessage,
    HeadsOf,
    IssueReport,
    PersonIs,
    Press,
    Record,
    RewriteHeading,
    StopPress,
    TakeExtract,
    Tell,
    WriteIssued,
)
from domain.effects.people import (
    AcceptInvite,
    CountAnswer,
    CountWrongCode,
    DeclareLeave,
    DeclineInvite,
    DisableAddress,
    ForgetMe,
    IssueInvite,
    LeaveGroup,
    PreferChannel,
    RemoveChannel,
    Rename,
    RenewConsent,
    Snooze,
    VoidInvite,
)
from domain.effects.periods import (
    ExtendPeriod,
    LockPeriod,
    OpenPeriod,
    UnlockPeriod,
)
from domain.effects.proposals import (
    DecideBlocks,
    DropProposal,
    ProposeNext,
    ReadPlan,
    TakeOverPlan,
)
from domain.effects.submissions import (
    ApproveSubmission,
    AskExtension,
    AskHead,
    AttachEvidence,
    CorrectTypo,
    DeclineExtension,
    DetachEvidence,
    DropPlanItem,
    ForgetFiles,
    GrantExtension,
    HandBack,
    KeepLateWord,
    RecallSubmission,
    ReturnSubmission,
    SaveEntry,
    SavePlanItem,
    SendSubmission,
    WithdrawReturn,
)

__all__ = [
    "AcceptInvite",
    "AnswerSignOff",
    "ApproveSubmission",
    "AskExtension",
    "AskHead",
    "AskSignOff",
    "AttachEvidence",
    "Audience",
    "CompileReport",
    "CorrectTypo",
    "CountAnswer",
    "CountWrongCode",
    "DecideBlocks",
    "DeclareLeave",
    "DeclineExtension",
    "DeclineInvite",
    "DetachEvidence",
    "DisableAddress",
    "DropPlanItem",
    "DropProposal",
    "DropRewriting",
    "Effect",
    "EveryoneWith",
    "ExtendPeriod",
    "FetchFile",
    "FocalPointsOf",
    "ForgetFiles",
    "ForgetMe",
    "ForgetMessage",
    "GrantExtension",
    "HandBack",
    "HeadsOf",
    "IssueInvite",
    "IssueReport",
    "KeepLateWord",
    "LeaveGroup",
    "LockPeriod",
    "OpenPeriod",
    "PersonIs",
    "PreferChannel",
    "Press",
    "ProposeNext",
    "ReadPlan",
    "RecallSubmission",
    "Record",
    "RemoveChannel",
    "Rename",
    "RenewConsent",
    "ReturnSubmission",
    "RewriteHeading",
    "SaveEntry",
    "SavePlanItem",
    "SendSubmission",
    "Snooze",
    "StopPress",
    "TakeExtract",
    "TakeOverPlan",
    "Tell",
    "UnlockPeriod",
    "VoidInvite",
    "WithdrawReturn",
    "WriteIssued",
]

Effect: TypeAlias = (
    SaveEntry
    | SavePlanItem
    | DropPlanItem
    | AttachEvidence
    | DetachEvidence
    | ForgetFiles
    | SendSubmission
    | AskHead
    | HandBack
    | RecallSubmission
    | ReturnSubmission
    | WithdrawReturn
    | ApproveSubmission
    | CorrectTypo
    | KeepLateWord
    | AskExtension
    | GrantExtension
    | DeclineExtension
    | OpenPeriod
    | ExtendPeriod
    | LockPeriod
    | UnlockPeriod
    | IssueInvite
    | CountAnswer
    | CountWrongCode
    | VoidInvite
    | AcceptInvite
    | RenewConsent
    | DeclareLeave
    | Snooze
    | Rename
    | PreferChannel
    | RemoveChannel
    | DeclineInvite
    | ForgetMe
    | DisableAddress
    | LeaveGroup
    | Tell
    | Press
    | StopPress
    | FetchFile
    | CompileReport
    | RewriteHeading
    | DropRewriting
    | TakeExtract
    | AskSignOff
    | AnswerSignOff
    | IssueReport
    | ReadPlan
    | ProposeNext
    | DecideBlocks
    | TakeOverPlan
    | DropProposal
    | ForgetMessage
    | Record
)
